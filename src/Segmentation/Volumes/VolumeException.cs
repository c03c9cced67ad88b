namespace DicomNode.Segmentation.Volumes;

/// <summary>A file cannot become (part of) a volume. The message names what is wrong with it, never a patient.</summary>
public sealed class VolumeException : Exception
{
    public VolumeException(string message)
        : base(message)
    {
    }

    public VolumeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

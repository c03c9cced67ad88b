namespace DicomNode.Bench;

/// <summary>A program that decodes.</summary>
/// <param name="Command">{0} is a DICOM file of all frames, {2} a folder with their codestreams, {1} a name for the output.</param>
internal sealed record DecodePeer(string Name, string Command)
{
    /// <summary>It decodes one codestream. What its start takes is then timed with as many codestreams of a few pixels; otherwise, with one frame.</summary>
    public bool IsStartedForEveryFrame { get; init; }
}

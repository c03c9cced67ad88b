namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A worker ended over a frame.</summary>
/// <param name="how">What became of it, to follow "the decoder …".</param>
/// <param name="isOverdue">It was ended because it took too long: another try would take as long.</param>
internal sealed class WorkerLostException(string how, bool isOverdue, Exception? inner = null) : Exception(how, inner)
{
    public bool IsOverdue { get; } = isOverdue;
}

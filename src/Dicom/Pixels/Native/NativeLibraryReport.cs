namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A decoder of the distribution, as a worker found it.</summary>
/// <param name="Codec">The family of codestreams, as a sentence names it.</param>
/// <param name="Library">Name and version; null when it cannot be used.</param>
/// <param name="Problem">Why it cannot be used.</param>
/// <param name="TransferSyntaxUids">What it decodes, or would.</param>
public sealed record NativeLibraryReport(string Codec, string? Library, string? Problem, IReadOnlyList<string> TransferSyntaxUids)
{
    public bool IsUsable => Library is not null;
}

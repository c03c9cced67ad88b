using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>A Part 10 file in memory.</summary>
/// <param name="Meta">Group 0002; empty when the file has none.</param>
/// <param name="TransferSyntax">How the data set was read: what the meta information says, or what the bytes showed where it says nothing.</param>
public sealed record DicomFile(DataSet Meta, DataSet DataSet, TransferSyntax TransferSyntax)
{
    /// <summary>What the file leaves out or contradicts, and what was concluded from its bytes; empty for a file as it should be.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why the data set is not whole: only with <see cref="DataSetReadOptions.ReadPartly"/>.</summary>
    public DicomDataException? Fault { get; init; }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Iod;

/// <summary>A finished result object.</summary>
/// <param name="RequiresImplicitVr">A value is longer than an explicit VR of its kind can say (65,534 bytes). PS3.5 §7.1.2.</param>
public sealed record ResultObject(ResultKind Kind, DataSet DataSet, bool RequiresImplicitVr)
{
    public string SopClassUid => DataSet.GetString(Tags.SopClassUid)!;

    public string SopInstanceUid => DataSet.GetString(Tags.SopInstanceUid)!;

    /// <summary>The transfer syntax to keep it in: implicit for structure sets, whose contours outgrow explicit lengths; explicit for the rest.</summary>
    public TransferSyntax PreferredTransferSyntax =>
        Kind == ResultKind.RtStructureSet || RequiresImplicitVr ? TransferSyntax.ImplicitVrLittleEndian : TransferSyntax.ExplicitVrLittleEndian;
}

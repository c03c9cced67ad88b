using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Dicom.Iod;

/// <summary>A finished result object.</summary>
/// <param name="RequiresImplicitVr">A value is longer than an explicit VR of its kind can say (65,534 bytes). PS3.5 §7.1.2.</param>
public sealed record ResultObject(ResultKind Kind, DataSet DataSet, bool RequiresImplicitVr)
{
    /// <summary>What is in its pixel data; null for an object that is no image, or whose frames share bytes.</summary>
    public IFrameBytes? Frames
    {
        get;
        init => field = value?.Format.FrameBits % 8 == 0 ? value : null;
    }

    public string SopClassUid => DataSet.GetString(Tags.SopClassUid)!;

    public string SopInstanceUid => DataSet.GetString(Tags.SopInstanceUid)!;

    /// <summary>The transfer syntax to keep it in: implicit for structure sets, whose contours outgrow explicit lengths; explicit for the rest.</summary>
    public TransferSyntax PreferredTransferSyntax =>
        Kind == ResultKind.RtStructureSet || RequiresImplicitVr ? TransferSyntax.ImplicitVrLittleEndian : TransferSyntax.ExplicitVrLittleEndian;

    /// <summary>The object with compressed frames, to be written in the encoder's transfer syntax while <paramref name="spool"/> is there. It stays the same instance: nothing is lost.</summary>
    /// <param name="spool">Empty; takes the compressed frames and can be read back.</param>
    /// <exception cref="InvalidOperationException">It has no frames, or frames that share bytes.</exception>
    public DataSet Compress(IFrameEncoder encoder, Stream spool, CancellationToken cancellationToken)
    {
        IFrameBytes frames = Frames ?? throw new InvalidOperationException($"{SopInstanceUid} has no frames that could be compressed one by one.");
        DataSet compressed = DataSet.Clone();
        FragmentSpool.Of(frames, encoder, spool, cancellationToken).WriteInto(compressed);
        return compressed;
    }
}

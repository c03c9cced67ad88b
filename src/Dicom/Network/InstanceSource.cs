namespace DicomNode.Dicom.Network;

/// <summary>An instance to send: what the request names, and a stream that stands at the first byte of the data set.</summary>
/// <param name="DataSet">Read to its end in pieces of the peer's PDU length; not disposed. Encoded as <paramref name="TransferSyntaxUid"/> says, without the file meta information.</param>
public sealed record InstanceSource(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, Stream DataSet)
{
    public MoveOriginator? MoveOriginator { get; init; }
}

using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Bench;

/// <summary>The node's own client, in this process as it is in the service.</summary>
internal sealed class NodeSender : ISender
{
    private readonly DicomClient _client = new(new DicomClientOptions());

    public string Name => "dicomnode";

    public Task PrepareAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task SendAsync(Receiver target, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        ProposedContext[] contexts = [.. ((string[])[Uids.CtImageStorage, Uids.MrImageStorage]).Select(c => new ProposedContext(c, TransferSyntax.ExplicitVrLittleEndian.Uid))];
        await using ClientAssociation association = await _client.RequestAsync(new PeerAddress(target.AeTitle, "127.0.0.1", target.Port), contexts, cancellationToken);
        foreach (string path in files)
        {
            await using FileStream file = File.OpenRead(path);
            Part10Header header = Part10Header.Read(file);
            file.Position = header.DataSetOffset;
            StoreResponse response = await association.StoreAsync(
                new InstanceSource(header.MediaStorageSopClassUid!, header.MediaStorageSopInstanceUid!, header.TransferSyntax.Uid, file), cancellationToken);
            if (response.Status != DimseStatus.Success) { throw new InvalidOperationException($"{target.Name} answered {response.Status} {response.ErrorComment}"); }
        }
        await association.ReleaseAsync(cancellationToken);
    }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Sending;

namespace DicomNode.Cli;

/// <summary>Sends files to a peer, over one association as long as it holds, and says of each what became of it.</summary>
internal sealed class FileSender(DicomClientOptions options)
{
    private const int MostBrokenInARow = 2;
    private readonly DicomClient _client = new(options);
    private readonly List<FileOutcome> _outcomes = [];
    private int _brokenInARow;
    private bool _connected;

    /// <param name="progress">The fraction that is done.</param>
    /// <exception cref="DicomNetworkException">No association; nothing was sent.</exception>
    public async Task<IReadOnlyList<FileOutcome>> SendAsync(
        IReadOnlyList<string> files, PeerAddress peer, IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        foreach (SendBatch batch in SendBatch.Of(Read(files)))
        {
            await SendAsync(batch, peer, () => progress.Report(((double)_outcomes.Count / files.Count, "")), cancellationToken);
        }

        return _outcomes;
    }

    private List<OutgoingFile> Read(IReadOnlyList<string> files)
    {
        List<OutgoingFile> readable = [];
        foreach (string file in files)
        {
            try
            {
                readable.Add(OutgoingFile.Read(file));
            }
            catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
            {
                _outcomes.Add(new(file, e.Message));
            }
        }

        return readable;
    }

    /// <summary>One instance that breaks the association stops no other: the next goes over a new one. Twice in a row is the peer's fault, and the end.</summary>
    private async Task SendAsync(SendBatch batch, PeerAddress peer, Action report, CancellationToken cancellationToken)
    {
        ClientAssociation? association = null;
        try
        {
            foreach (OutgoingFile file in batch.Files)
            {
                string? problem = "not sent: the peer broke off twice in a row.";
                if (_brokenInARow < MostBrokenInARow)
                {
                    try
                    {
                        association ??= await ConnectAsync(peer, batch.Contexts, cancellationToken);
                        problem = await SendAsync(association, file, cancellationToken);
                        _brokenInARow = 0;
                    }
                    catch (Exception e) when (_connected && e is DicomNetworkException or IOException or UnauthorizedAccessException or DicomDataException)
                    {
                        problem = e.Message;
                        _brokenInARow += e is DicomNetworkException ? 1 : 0; // a file that cannot be read is not the peer's fault
                        association = await DroppedAsync(association);
                    }
                }

                _outcomes.Add(new(file.Path, problem));
                report();
            }

            await ReleasedAsync(association, cancellationToken);
        }
        finally
        {
            await DroppedAsync(association);
        }
    }

    private async Task<ClientAssociation> ConnectAsync(PeerAddress peer, IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken)
    {
        ClientAssociation association = await _client.RequestAsync(peer, contexts, cancellationToken);
        _connected = true;
        return association;
    }

    /// <returns>Null: the peer has it. Otherwise why not.</returns>
    private static async Task<string?> SendAsync(ClientAssociation association, OutgoingFile file, CancellationToken cancellationToken)
    {
        TransferSyntax? encoding = SendBatch.Encodings(file.TransferSyntaxUid).FirstOrDefault(t => association.Accepts(file.SopClassUid, t.Uid));
        if (encoding is null)
        {
            return new PresentationContextRefusedException(association.Peer, file.SopClassUid, file.TransferSyntaxUid).Message;
        }

        await using Stream stream = encoding.Uid == file.TransferSyntaxUid ? OpenAsItIs(file) : OtherEncoding.Encode(file.Path, encoding);
        StoreResponse response = await association.StoreAsync(new InstanceSource(file.SopClassUid, file.SopInstanceUid, encoding.Uid, stream), cancellationToken);
        return response.Status.IsStored ? null : $"the peer answered {response.Status}{(response.ErrorComment is null ? "" : $", \"{response.ErrorComment}\"")}.";
    }

    private static FileStream OpenAsItIs(OutgoingFile file) =>
        new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan) { Position = file.DataSetOffset };

    private static async Task ReleasedAsync(ClientAssociation? association, CancellationToken cancellationToken)
    {
        try
        {
            await (association?.ReleaseAsync(cancellationToken) ?? Task.CompletedTask);
        }
        catch (DicomNetworkException)
        {
            // every file has its answer; how the association ended is the peer's business
        }
    }

    private static async Task<ClientAssociation?> DroppedAsync(ClientAssociation? association)
    {
        if (association is not null)
        {
            await association.DisposeAsync();
        }

        return null;
    }
}

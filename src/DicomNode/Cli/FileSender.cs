using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;

namespace DicomNode.Cli;

/// <summary>Sends files to a peer over one association, and says of each what became of it.</summary>
internal sealed class FileSender(DicomClientOptions options)
{
    private readonly DicomClient _client = new(options);

    /// <param name="progress">The fraction that is done.</param>
    /// <exception cref="DicomNetworkException">No association; nothing was sent.</exception>
    public async Task<IReadOnlyList<FileOutcome>> SendAsync(
        IReadOnlyList<string> files, PeerAddress peer, IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        List<FileOutcome> outcomes = [];
        List<OutgoingFile> readable = Read(files, outcomes);
        if (readable.Count == 0)
        {
            return outcomes;
        }

        await using ClientAssociation association = await _client.RequestAsync(peer, Contexts(readable), cancellationToken);
        for (int i = 0; i < readable.Count; i++)
        {
            try
            {
                outcomes.Add(new(readable[i].Path, await SendAsync(association, readable[i], cancellationToken)));
            }
            catch (DicomNetworkException e) when (e is not PresentationContextRefusedException)
            {
                // the association is over, and with it all that is left
                outcomes.AddRange(readable.Skip(i).Select((file, k) => new FileOutcome(file.Path, k == 0 ? e.Message : "not sent, because the association was over.")));
                return outcomes;
            }

            progress.Report(((i + 1.0) / readable.Count, ""));
        }

        await association.ReleaseAsync(cancellationToken);
        return outcomes;
    }

    private static List<OutgoingFile> Read(IReadOnlyList<string> files, List<FileOutcome> outcomes)
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
                outcomes.Add(new(file, e.Message));
            }
        }

        return readable;
    }

    /// <summary>Every class in every transfer syntax that occurs; what is beyond the 128 places of an association is refused file by file.</summary>
    private static IReadOnlyList<ProposedContext> Contexts(IEnumerable<OutgoingFile> files) =>
        [.. files.Select(f => (f.SopClassUid, f.TransferSyntaxUid)).Distinct().Take(ProposedContext.MaxPerAssociation)
            .Select(c => new ProposedContext(c.SopClassUid, c.TransferSyntaxUid))];

    /// <returns>Null: the peer has it. Otherwise why not.</returns>
    private static async Task<string?> SendAsync(ClientAssociation association, OutgoingFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            stream.Position = file.DataSetOffset;
            StoreResponse response = await association.StoreAsync(
                new InstanceSource(file.SopClassUid, file.SopInstanceUid, file.TransferSyntaxUid, stream), cancellationToken);
            return response.Status.IsStored ? null : $"the peer answered {response.Status}{(response.ErrorComment is null ? "" : $", \"{response.ErrorComment}\"")}.";
        }
        catch (PresentationContextRefusedException e)
        {
            return e.Message;
        }
    }
}

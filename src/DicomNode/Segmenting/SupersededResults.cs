using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>Results that peers have stored and that a job replaces: those peers that want it are told by a rejection note.</summary>
internal sealed class SupersededResults(JobLedger ledger, DataFolder folder, NodeOptions options, ILogger<SupersededResults> logger)
{
    private const string Reason = "Replaced: further images of the series arrived after it was segmented.";

    /// <summary>
    /// The note for each set of peers that hold the same results; the same job gives the same notes. A result whose file is lost is left out, with a line in the
    /// log: the new result is worth more than the note about the old one.
    /// </summary>
    public async Task<IReadOnlyList<(ResultObject Note, IReadOnlyList<string> Destinations)>> RejectAsync(JobClaim claim, DateTimeOffset time, CancellationToken cancellationToken)
    {
        HashSet<string> wanting = new(options.Peers.Where(p => p.RejectionNotes).Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        if (wanting.Count == 0)
        {
            return [];
        }

        IReadOnlyList<Result> overtaken = await ledger.OvertakenByAsync(claim, cancellationToken);
        List<(ResultObject Note, IReadOnlyList<string> Destinations)> notes = [];
        foreach (var same in overtaken.Where(r => r.Kind != ResultKinds.NameOf(ResultKind.RejectionNote))
            .SelectMany(r => r.Deliveries.Where(d => wanting.Contains(d.Destination)).Select(d => (d.Destination, Result: r)))
            .GroupBy(held => held.Destination, held => held.Result, StringComparer.OrdinalIgnoreCase)
            .GroupBy(peer => string.Join(' ', peer.Select(r => r.SopInstanceUid))))
        {
            if ((DataSet[])[.. same.First().Select(Header).OfType<DataSet>()] is { Length: > 0 } headers)
            {
                ResultObject note = RejectionNote.Build(headers, claim.Job.InputDigest, Reason, time, ProductEquipment.Of(options.Listener.AeTitle));
                notes.Add((note, [.. same.Select(peer => peer.Key)]));
            }
        }

        return notes;
    }

    private DataSet? Header(Result result)
    {
        try
        {
            return Part10File.Read(folder.FullPath(result.Path), DataSetReadOptions.Header).DataSet;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomDataException)
        {
            SegmentingLog.NotRejected(logger, result.SopInstanceUid, e.Message);
            return null;
        }
    }
}

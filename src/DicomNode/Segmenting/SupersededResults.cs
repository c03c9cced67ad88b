using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>Results that peers have stored and that a job replaces: those peers that want it are told by a rejection note.</summary>
internal sealed class SupersededResults(JobLedger ledger, DataFolder folder, NodeOptions options)
{
    private const string Reason = "Replaced: further images of the series arrived after it was segmented.";

    /// <summary>The note for each set of peers that hold the same results; the same job gives the same notes.</summary>
    /// <exception cref="IOException">An older result's file is gone or cannot be read.</exception>
    public async Task<IReadOnlyList<(ResultObject Note, IReadOnlyList<string> Destinations)>> RejectAsync(JobClaim claim, DateTimeOffset time, CancellationToken cancellationToken)
    {
        HashSet<string> wanting = new(options.Peers.Where(p => p.RejectionNotes).Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        if (wanting.Count == 0)
        {
            return [];
        }

        IReadOnlyList<Result> overtaken = await ledger.OvertakenByAsync(claim, cancellationToken);
        return
        [
            .. overtaken.Where(r => r.Kind != ResultKinds.NameOf(ResultKind.RejectionNote))
                .SelectMany(r => r.Deliveries.Where(d => wanting.Contains(d.Destination)).Select(d => (d.Destination, Result: r)))
                .GroupBy(held => held.Destination, held => held.Result, StringComparer.OrdinalIgnoreCase)
                .GroupBy(peer => string.Join(' ', peer.Select(r => r.SopInstanceUid)))
                .Select(same => (Build(claim, [.. same.First()], time), (IReadOnlyList<string>)[.. same.Select(peer => peer.Key)])),
        ];
    }

    private ResultObject Build(JobClaim claim, Result[] overtaken, DateTimeOffset time) => RejectionNote.Build(
        [.. overtaken.Select(r => Header(folder.FullPath(r.Path)))], claim.Job.InputDigest, Reason, time, ProductEquipment.Of(options.Listener.AeTitle));

    private static DataSet Header(string path) => Part10File.Read(path, DataSetReadOptions.Header).DataSet;
}

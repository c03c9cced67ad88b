using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage;

/// <summary>Makes rows for files that have none: after a crash the few that the last batch lost, after <c>rebuild</c> all.</summary>
public sealed class InstanceIndex(InstanceFiles files, SeriesLedger ledger, IDbContextFactory<NodeDbContext> contexts)
{
    /// <summary>After the index was lost, series that got an instance within this time are taken up again.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private const int BatchSize = 500;
    private long _examined;

    /// <summary>Files that <see cref="CatchUpAsync"/> has looked at so far: whether it moves.</summary>
    public long Examined => Volatile.Read(ref _examined);

    /// <summary>Compares names with rows and reads only the files that no row knows. To be called after <see cref="InstanceFiles.Recover"/>.</summary>
    public async Task<IndexReport> CatchUpAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        HashSet<string> rows = [.. await db.Instances.Select(i => i.Path).ToListAsync(cancellationToken)];
        HashSet<string> leaving = [.. (await db.Removals.Select(r => r.Path).ToListAsync(cancellationToken)).Where(p => !files.IsRepeated(p))];
        List<string> unreadable = [];
        List<ReceivedInstance> batch = [];
        int found = 0, added = 0;
        foreach (string path in files.Enumerate())
        {
            found++;
            Interlocked.Increment(ref _examined);
            if (rows.Remove(path) || leaving.Contains(path))
            {
                continue; // known, or of a series that is being removed
            }

            if (TryRead(path, out string fault) is not ReceivedInstance instance)
            {
                unreadable.Add($"{path}: {fault}");
                continue;
            }

            batch.Add(instance);
            if (batch.Count == BatchSize)
            {
                added += await ledger.RecordInstancesAsync(batch, cancellationToken);
                batch.Clear();
            }
        }

        added += batch.Count > 0 ? await ledger.RecordInstancesAsync(batch, cancellationToken) : 0;
        return new IndexReport(found, added, unreadable, [.. rows]);
    }

    /// <summary>
    /// After a database was lost: rests every series that got nothing new since <paramref name="reopenSince"/>, with the reason.
    /// What was made of them and sent is not known any more, and sending the results of years again is not for a machine to decide.
    /// </summary>
    /// <returns>How many rest; an operator may ask for each.</returns>
    public async Task<int> RestOldSeriesAsync(DateTime reopenSince, CancellationToken cancellationToken)
    {
        SeriesState resting = SeriesLife.Next(SeriesLife.Next(SeriesState.Receiving, SeriesEvent.Closed), SeriesEvent.NoRoute);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.Where(s => s.State == SeriesState.Receiving && s.LastInstanceAt < reopenSince && s.Jobs.Count == 0).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, resting)
                .SetProperty(s => s.ClosedBy, "rebuild")
                .SetProperty(s => s.ClosedAt, s => s.LastInstanceAt)
                .SetProperty(s => s.Reason, "The index was made again from the files; what was done with this series before is not known. Ask for it to be segmented again if it is needed."),
            cancellationToken);
    }

    private ReceivedInstance? TryRead(string path, out string fault)
    {
        fault = "its own checksum does not match its beginning";
        try
        {
            if (files.Describe(path) is not StoredInstance stored)
            {
                return null;
            }

            string fullPath = files.Folder.FullPath(path);
            DicomFile file = Part10File.Read(fullPath, DataSetReadOptions.Header);
            string? series = file.DataSet.GetString(Tags.SeriesInstanceUid), instance = file.DataSet.GetString(Tags.SopInstanceUid);
            if (series is null || instance is null)
            {
                fault = "it has no Series or SOP Instance UID";
                return null;
            }

            return new ReceivedInstance(
                stored,
                file.DataSet.GetString(Tags.StudyInstanceUid) ?? "",
                series,
                instance,
                file.DataSet.GetString(Tags.SopClassUid) ?? "",
                file.TransferSyntax.Uid,
                file.DataSet.GetString(Tags.Modality),
                file.DataSet.GetString(Tags.FrameOfReferenceUid),
                file.Meta.GetString(Tags.SourceApplicationEntityTitle),
                File.GetLastWriteTimeUtc(fullPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DicomDataException)
        {
            fault = exception.Message;
            return null;
        }
    }
}

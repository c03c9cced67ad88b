using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Viewing;

/// <summary>The series that somebody looks at, each examined once for what it holds; one that has grown is examined again.</summary>
internal sealed class ViewedSeries(SeriesLedger ledger, DataFolder folder, IFrameDecoder decoder) : IDisposable
{
    private const int MostSlices = 8000; // some 20 MiB

    private readonly RecentlyUsed<string, ShownSeries> _kept = new(MostSlices, s => Math.Max(1, s.Slices));
    private readonly SemaphoreSlim _turn = new(1); // segmentation goes on meanwhile: one core is enough for looking

    /// <returns>Null: it is not here.</returns>
    /// <exception cref="DicomDataException">A file cannot be read; names it.</exception>
    public async Task<ShownSeries?> FindAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        if (await ledger.ContentAsync(seriesInstanceUid, cancellationToken) is not SeriesContent content)
        {
            return null;
        }

        if (Kept(seriesInstanceUid, content) is ShownSeries kept)
        {
            return kept;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Kept(seriesInstanceUid, content) is ShownSeries meanwhile)
            {
                return meanwhile;
            }

            Instance[] instances = [.. (await ledger.InstancesAsync(seriesInstanceUid, cancellationToken)).Where(i => i.IsInUse)];
            ShownSeries series = SeriesExamination.Run(seriesInstanceUid, content, instances, i => folder.FullPath(i.Path), decoder, cancellationToken);
            _kept.Set(seriesInstanceUid, series);
            return series;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private ShownSeries? Kept(string seriesInstanceUid, SeriesContent content) =>
        _kept.TryGet(seriesInstanceUid, out ShownSeries? kept) && kept.Content == content ? kept : null;
}

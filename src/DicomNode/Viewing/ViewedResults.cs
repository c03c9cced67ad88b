using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Reading;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Viewing;

/// <summary>The results that somebody looks at, each read once as lines on its slices.</summary>
internal sealed class ViewedResults(SeriesLedger ledger, ViewedSeries series, DataFolder folder, IFrameDecoder decoder) : IDisposable
{
    private const long MostBytes = 64L << 20;
    private const int MostDescriptions = 200;

    private readonly RecentlyUsed<(string Sha256, string Volume), DrawnResult> _drawn = new(MostBytes, r => r.Bytes);
    private readonly RecentlyUsed<string, IReadOnlyList<StructureOnImage>> _described = new(MostDescriptions, _ => 1);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A result with the volume that it lies on; null: it is not here, or has no structures.</summary>
    public async Task<ResultOnVolume?> FindAsync(string sopInstanceUid, CancellationToken cancellationToken) =>
        await ledger.FindResultAsync(sopInstanceUid, cancellationToken) is { Kind: "SEG" or "RTSTRUCT" } result
        && await series.FindAsync(result.Job!.Series!.SeriesInstanceUid, cancellationToken) is { Volumes.Count: > 0 } shown
            ? new(result, shown, IndexOf(result.Job, shown))
            : null;

    /// <summary>Which of the volumes of a series a job was on; the first where the series has changed since.</summary>
    public static int IndexOf(Job job, ShownSeries series)
    {
        string[] digests = [job.InputDigest, .. job.Inputs.Where(i => i.SeriesId == job.SeriesId).Select(i => i.Digest)];
        for (int i = 0; i < series.Volumes.Count; i++)
        {
            if (job.SopInstanceUid is string image ? series.Volumes[i].Source.Slices.Any(s => s.SopInstanceUid == image) : digests.Contains(series.Volumes[i].Digest))
            {
                return i;
            }
        }

        return 0;
    }

    /// <exception cref="DicomDataException">It cannot be read.</exception>
    public IReadOnlyList<StructureOnImage> Describe(Result result)
    {
        if (!_described.TryGet(result.Sha256, out IReadOnlyList<StructureOnImage>? structures))
        {
            structures = ResultDrawing.Describe(folder.FullPath(result.Path));
            _described.Set(result.Sha256, structures);
        }

        return structures;
    }

    /// <inheritdoc cref="ResultDrawing.Draw"/>
    public async Task<DrawnResult> DrawAsync(ResultOnVolume result, CancellationToken cancellationToken)
    {
        (string, string) key = (result.Row.Sha256, result.ContentTag);
        if (_drawn.TryGet(key, out DrawnResult? kept))
        {
            return kept;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_drawn.TryGet(key, out DrawnResult? drawn))
            {
                drawn = ResultDrawing.Draw(folder.FullPath(result.Row.Path), result.Volume, decoder, cancellationToken);
                _drawn.Set(key, drawn);
            }

            return drawn;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="ResultReader.Read"/>
    public async Task<ReadStructures> ReadAsync(ResultOnVolume result, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return ResultReader.Read(Part10File.Read(folder.FullPath(result.Row.Path)), result.Volume.Source, decoder, ReadingOptions.Default, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>A result and what it lies on.</summary>
internal sealed record ResultOnVolume(Result Row, ShownSeries Series, int Index)
{
    public ShownVolume Volume => Series.Volumes[Index];

    /// <summary>Of the slices that it lies on.</summary>
    public string ContentTag => $"{Series.SeriesInstanceUid} {Series.Content} {Index}";
}

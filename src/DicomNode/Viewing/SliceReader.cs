
namespace DicomNode.Viewing;

/// <summary>Slices for who pages through a series: decoded one at a time, the last ones kept.</summary>
internal sealed class SliceReader(SliceFiles files) : IDisposable
{
    private const long MostBytes = 24L << 20;

    private readonly RecentlyUsed<string, EncodedSlice> _kept = new(MostBytes, s => s.Gzip.Length);
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 4)); // the other cores are for segmenting

    /// <summary>The same as long as the slice is.</summary>
    public static string TagOf(ShownVolume volume, int z) => $"{volume.Slices[z].Sha256[..32]}-{volume.Slices[z].Frame}";

    /// <exception cref="Segmentation.Volumes.VolumeException">It cannot be read.</exception>
    public async Task<EncodedSlice> ReadAsync(ShownVolume volume, int z, CancellationToken cancellationToken)
    {
        string key = TagOf(volume, z);
        if (_kept.TryGet(key, out EncodedSlice? kept))
        {
            return kept;
        }

        await _turns.WaitAsync(cancellationToken);
        try
        {
            if (!_kept.TryGet(key, out EncodedSlice? slice))
            {
                slice = EncodedSlice.Read(volume, z, files);
                _kept.Set(key, slice);
            }

            return slice;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}

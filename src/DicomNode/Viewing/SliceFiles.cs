using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>
/// Reads slices from their files. An image of many frames is read once for those that are asked for one after the other, and kept a while; one such image at most is in
/// memory, whoever looks at what.
/// </summary>
internal sealed class SliceFiles : IDisposable
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(20);

    private readonly IFrameDecoder _decoder;
    private readonly ITimer _idle;
    private readonly Lock _lock = new();
    private (string Path, SliceImage Image)? _opened;

    public SliceFiles(IFrameDecoder decoder, TimeProvider clock)
    {
        _decoder = decoder;
        _idle = clock.CreateTimer(_ => Close(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether an image of many frames is in memory now.</summary>
    public bool IsHolding
    {
        get
        {
            lock (_lock)
            {
                return _opened is not null;
            }
        }
    }

    /// <param name="values">Receives the values, [y, x].</param>
    /// <param name="isRescaled">In the units of the modality; otherwise as stored.</param>
    /// <exception cref="VolumeException">It cannot be read; names the file.</exception>
    public void Read(ShownVolume volume, int z, Span<float> values, bool isRescaled)
    {
        ShownSlice slice = volume.Slices[z];
        VolumeShape shape = new(1, volume.Rows, volume.Columns);
        if (!slice.IsOneOfMany)
        {
            using SliceImage image = SliceImage.Open(slice.Path, _decoder);
            image.ReadSlice(slice.Frame, values, shape, isRescaled);
            return;
        }

        lock (_lock)
        {
            Open(slice.Path).ReadSlice(slice.Frame, values, shape, isRescaled);
            _idle.Change(s_kept, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _idle.Dispose();
        Close();
    }

    private SliceImage Open(string path)
    {
        if (_opened is not { } opened || opened.Path != path)
        {
            Close(); // before the other is read: never two
            opened = (path, SliceImage.Open(path, _decoder));
            _opened = opened;
        }

        return opened.Image;
    }

    private void Close()
    {
        lock (_lock)
        {
            _opened?.Image.Dispose();
            _opened = null;
        }
    }
}

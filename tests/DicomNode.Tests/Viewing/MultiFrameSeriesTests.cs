using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Testing;
using DicomNode.Viewing;
using Xunit;

namespace DicomNode.Tests.Viewing;

/// <summary>An image of many frames, of two time points, looked at.</summary>
public sealed class MultiFrameSeriesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly SliceFiles _files;
    private readonly ShownSeries _series;
    private readonly DataSet[] _slices = [.. new SyntheticSeries("frames") { Slices = 5 }.DataSets()];

    public MultiFrameSeriesTests()
    {
        _files = new(FrameDecoders.Managed, _clock);
        DataSet image = SyntheticImages.Enhanced([.. new[] { 1, 2 }.SelectMany(time => _slices.Select(s => s.Clone().SetNumber(Tags.TemporalPositionIdentifier, time).SetNumber(Tags.WindowCenter, 10 * time).SetNumber(Tags.WindowWidth, 300)))]);
        string file = _folder.Combine("all.dcm");
        Part10File.Write(file, image, TransferSyntax.ExplicitVrLittleEndian);
        Instance instance = new() { SopInstanceUid = image.GetString(Tags.SopInstanceUid)!, SopClassUid = "", TransferSyntaxUid = "", Path = file, Sha256 = new string('a', 64) };
        _series = SeriesExamination.Run("1.2", new SeriesContent(1, 1, 1), [instance], i => i.Path, FrameDecoders.Managed, CancellationToken.None);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_volume_has_its_frames_and_each_frame_its_tag_and_values()
    {
        Assert.Equal(["temporal position 1", "temporal position 2"], _series.Volumes.Select(v => v.Label));
        Assert.Equal(10, _series.Volumes.SelectMany(v => Enumerable.Range(0, 5).Select(z => SliceReader.TagOf(v, z))).Distinct().Count());
        foreach (ShownVolume volume in _series.Volumes)
        {
            for (int z = 0; z < 5; z++)
            {
                byte[] plain = EncodedSlice.Read(volume, z, _files).Plain();
                Assert.Equal(MemoryMarshal.Cast<byte, short>(_slices[z].GetBytes(Tags.PixelData).Span).ToArray().Select(v => (short)(v - 1024)), MemoryMarshal.Cast<byte, short>(plain).ToArray());
            }
        }
    }

    [Fact]
    public void The_file_is_let_go_when_nobody_has_asked_for_a_while()
    {
        Assert.False(_files.IsHolding);
        EncodedSlice.Read(_series.Volumes[0], 0, _files);
        Assert.True(_files.IsHolding);
        _clock.Ring();
        Assert.False(_files.IsHolding);
        EncodedSlice.Read(_series.Volumes[1], 4, _files); // and read again
    }

    [Fact]
    public async Task A_volume_is_sent_as_it_is_segmented()
    {
        ShownVolume volume = _series.Volumes[1];
        using VolumeDownloads downloads = new(_files);
        string nifti = _folder.Combine("got.nii.gz");
        await using (FileStream to = File.Create(nifti))
        {
            await downloads.WriteImageAsync(to, volume, CoarseGrid.Of(new(5, volume.Rows, volume.Columns), volume.Grid!, null), CancellationToken.None);
        }

        Volume<float> got = NiftiFile.Read(nifti);
        Assert.Equal(-33, got.Geometry.Origin.Z, 4);
        Assert.Equal(MemoryMarshal.Cast<byte, short>(_slices[3].GetBytes(Tags.PixelData).Span).ToArray().Select(v => v - 1024f), got.Slice(3).ToArray());
    }

    /// <summary>Time passes when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action _ring = () => { };

        public void Ring() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Bell();
        }

        private sealed class Bell : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Web.Views;

namespace DicomNode.Viewing;

/// <summary>Makes an <see cref="ImageView"/> of a series.</summary>
internal sealed class ImageViews(SeriesLedger ledger, ViewedResults results, SliceFiles files)
{
    /// <exception cref="VolumeException">No window is known, and the slice that would give one cannot be read.</exception>
    public async Task<ImageView> OfAsync(ShownSeries series, int index, CancellationToken cancellationToken)
    {
        ShownVolume volume = series.Volumes[index];
        Series? row = await ledger.FindAsync(series.SeriesInstanceUid, cancellationToken);
        (double column, double line, bool isMm) = ImagePlane.Spacing(volume.Header);
        IReadOnlyList<DisplayWindow> windows = DisplayWindow.Of(volume.Header);
        return new(
            series.SeriesInstanceUid, volume.Modality, series.Content.Generation,
            [.. series.Volumes.Select((v, i) => new VolumeChoice(i, v.Label, v.Slices.Count, v.Grid is not null))], index,
            volume.Columns, volume.Rows, volume.Slices.Count, new(column, line), isMm, ImagePlane.Of(volume.Source), ValueUnit.Of(volume.Header),
            volume.Header.GetString(Tags.PhotometricInterpretation) == "MONOCHROME1", windows.Count > 0 ? windows : [OfValues(volume)], volume.Problem,
            [.. (row?.Jobs ?? []).SelectMany(j => j.Results.Where(r => r.Kind is "SEG" or "RTSTRUCT").Select(r => Result(r, j, row!, series)))]);
    }

    private ResultOnImage Result(Result result, Job job, Series row, ShownSeries series)
    {
        bool isSuperseded = ResultView.Of(result, job, row).IsSuperseded;
        int volume = ViewedResults.IndexOf(job, series);
        try
        {
            return new(result.SopInstanceUid, result.Kind, job.ModelId, job.ModelVersion, volume, isSuperseded, results.Describe(result), null);
        }
        catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
        {
            return new(result.SopInstanceUid, result.Kind, job.ModelId, job.ModelVersion, volume, isSuperseded, [], e.Message);
        }
    }

    private DisplayWindow OfValues(ShownVolume volume)
    {
        int pixels = volume.Source.PixelsPerFrame;
        float[] rented = ArrayPool<float>.Shared.Rent(pixels);
        try
        {
            files.Read(volume, volume.Slices.Count / 2, rented.AsSpan(0, pixels), isRescaled: true);
            return DisplayWindow.Of(rented.AsSpan(0, pixels));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}

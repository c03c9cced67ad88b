using DicomNode.Cli;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;

namespace DicomNode.Reading;

/// <summary>The series that an object is read onto: its slices, and their grid as a volume file has to say it.</summary>
/// <param name="Grid">One step for all slices; of uneven slices their mean step.</param>
/// <param name="Unevenness">A sentence when the slices are no even stack, so that <paramref name="Grid"/> is not where every one of them lies; otherwise null.</param>
internal sealed record ResultSource(SourceSeries Series, Geometry Grid, string? Unevenness)
{
    /// <summary>Finds the series in a folder: the one asked for, the one that the object names, or the only one in the object's frame of reference.</summary>
    /// <exception cref="VolumeException">None of them is there.</exception>
    /// <exception cref="UsageException">Several are.</exception>
    public static ResultSource Find(string folder, string? uid, DataSet result, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundSeries> images = [.. FoundSeries.Among(InputFiles.Of(folder), decoder, [], cancellationToken).Where(s => s.Verdict.SetAside.Count < s.Slices)];
        return Of(SourceImages.Examine(Choose(images, folder, uid, result).Files, decoder, cancellationToken));
    }

    private static FoundSeries Choose(IReadOnlyList<FoundSeries> images, string folder, string? uid, DataSet result)
    {
        if (uid is not null)
        {
            return images.FirstOrDefault(s => s.SeriesInstanceUid == uid) ?? throw new UsageException($"{folder} has no images of series {uid}.");
        }

        HashSet<string> named = [.. ObjectReferences.SeriesOf(result)];
        FoundSeries[] fitting = [.. images.Where(s => named.Contains(s.SeriesInstanceUid))];
        fitting = fitting.Length > 0 ? fitting : [.. images];
        return fitting switch
        {
            [FoundSeries one] => one,
            [] => throw new VolumeException($"{folder} has no images with a position in the patient."),
            _ => throw new UsageException($"{folder} has {fitting.Length} series, and the object does not say to which of them it belongs; name one with --series:\n{string.Join('\n', fitting.Select(s => $"  {s.SeriesInstanceUid}: {s.Modality}, {s.Files.Count} files"))}"),
        };
    }

    private static ResultSource Of(SourceImages found)
    {
        SourceSeries series = found.ToSource();
        return found.Verdict.IsVolume
            ? new(series, found.Verdict.Geometry, null)
            : new(series, MeanGrid(series), $"The slices are no even stack, so not every slice lies where the volume file says. {found.Verdict.Sentence}");
    }

    private static Geometry MeanGrid(SourceSeries series)
    {
        Vector3D origin = Vector(series.ToPatient(0, 0, 0)), column = Vector(series.ToPatient(0, 1, 0)) - origin, row = Vector(series.ToPatient(0, 0, 1)) - origin;
        int last = series.Slices.Count - 1;
        Vector3D step = last > 0
            ? (Vector(series.ToPatient(last, 0, 0)) - origin) / last
            : Vector3D.Cross(column, row).Normalized() * (series.Header.GetDouble(Tags.SliceThickness) is > 0 and double thickness ? thickness : 1);
        return new(origin, column, row, step);
    }

    private static Vector3D Vector(PatientPoint point) => new(point.X, point.Y, point.Z);
}

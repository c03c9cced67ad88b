using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Explaining;

/// <summary>Files that the node never received, as the series that they are.</summary>
internal static class SeriesFolder
{
    /// <param name="unreadable">Told of each file that is no DICOM image of a series, with the reason.</param>
    public static IReadOnlyList<ExaminedSeries> Read(
        IEnumerable<string> files, AeTitles titles, IFrameDecoder decoder, Action<string, string> unreadable, CancellationToken cancellationToken)
    {
        Dictionary<string, List<string>> groups = new(StringComparer.Ordinal);
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                string uid = Part10File.Read(file, DataSetReadOptions.Header).DataSet.GetString(Tags.SeriesInstanceUid) ?? throw new DicomDataException("It names no series.");
                if (!groups.TryGetValue(uid, out List<string>? own))
                {
                    groups.Add(uid, own = []);
                }

                own.Add(file);
            }
            catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
            {
                unreadable(file, e.Message);
            }
        }

        return [.. groups.Values.Select((own, i) => ExaminedSeries.Of(own, i + 1, titles, decoder, cancellationToken))];
    }
}

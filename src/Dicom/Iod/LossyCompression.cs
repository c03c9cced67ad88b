using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Once lossy, always lossy, also what is derived from it. PS3.3 §C.7.6.1.1.5.</summary>
internal static class LossyCompression
{
    public static void Write(DataSet result, SourceSeries source)
    {
        DataSet? lossy = source.Slices.Select(s => s.Header).FirstOrDefault(h => h.GetString(Tags.LossyImageCompression) == "01");
        result.SetString(Tags.LossyImageCompression, lossy is null ? "00" : "01");
        if (lossy is not null)
        {
            result.CopyFrom(lossy, Tags.LossyImageCompressionRatio, Tags.LossyImageCompressionMethod);
        }
    }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>One slice, encoded: explicit VR little endian.</summary>
/// <param name="DataSet">Without file meta information.</param>
/// <param name="File">As a Part 10 file.</param>
internal sealed record MadeImage(string SopInstanceUid, byte[] DataSet, byte[] File)
{
    public static MadeImage Of(MadeSeries series, int z)
    {
        DataSet slice = series.Slice(z);
        using MemoryStream file = new();
        Part10File.Write(file, slice, TransferSyntax.ExplicitVrLittleEndian);
        return new(slice.GetString(Tags.SopInstanceUid)!, DataSetWriter.ToArray(slice, TransferSyntax.ExplicitVrLittleEndian), file.ToArray());
    }
}

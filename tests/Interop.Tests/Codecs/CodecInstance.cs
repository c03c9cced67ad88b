using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>A secondary capture image that converters take.</summary>
internal static class CodecInstance
{
    /// <summary>Of <see cref="MadeImage.Cells"/>, another seed for every frame.</summary>
    public static DataSet Of(PixelFormat format) => Of(format, [.. Enumerable.Range(1, format.NumberOfFrames).SelectMany(seed => MadeImage.Cells(format, seed))]);

    public static DataSet Of(PixelFormat format, byte[] native)
    {
        DataSet image = MadeImage.Of(format, [.. native, .. new byte[native.Length % 2]]);
        if (format.SamplesPerPixel == 1)
        {
            image.Remove(Tags.PlanarConfiguration);
        }

        return image.SetString(Tags.SopClassUid, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage).SetString(Tags.SopInstanceUid, ResultUids.Derive("codec", $"{format}"))
            .SetString(Tags.StudyInstanceUid, ResultUids.Derive("codec study")).SetString(Tags.SeriesInstanceUid, ResultUids.Derive("codec series")).SetString(Tags.Modality, "OT");
    }

    public static int[] Values(this PixelFrames frames, int frame)
    {
        int[] values = new int[frames.Format.FrameLength];
        frames.ReadFrame<int>(frame, values);
        return values;
    }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>Reads a DICOM Segmentation back onto a grid, by what the object itself says of its frames. PS3.3 §A.51.</summary>
internal static class SegmentationReader
{
    /// <summary>The masks by SegmentLabel, each in the shape [z, y, x] of the grid.</summary>
    /// <exception cref="DicomDataException">A frame does not lie on a slice of the grid, or pixels are missing.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path, VolumeShape shape, Geometry grid)
    {
        DataSet file = Part10File.Read(path).DataSet;
        if (file.GetInt32(Tags.Rows) != shape.Height || file.GetInt32(Tags.Columns) != shape.Width)
        {
            throw new DicomDataException("The segmentation has another image size than the series.");
        }

        Dictionary<int, string> labels = file.GetItems(Tags.SegmentSequence)
            .ToDictionary(s => s.GetInt32(Tags.SegmentNumber)!.Value, s => s.GetString(Tags.SegmentLabel)!);
        Dictionary<string, byte[]> masks = labels.Values.ToDictionary(l => l, _ => new byte[shape.Length], StringComparer.Ordinal);
        bool isBinary = file.GetInt32(Tags.BitsAllocated) == 1;
        ReadOnlySpan<byte> pixels = file.GetBytes(Tags.PixelData).Span;
        IReadOnlyList<DataSet> frames = file.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        if (pixels.Length < (isBinary ? (((long)frames.Count * shape.SliceLength) + 7) / 8 : (long)frames.Count * shape.SliceLength))
        {
            throw new DicomDataException("The segmentation has fewer pixels than its frames need.");
        }

        for (int i = 0; i < frames.Count; i++)
        {
            int number = frames[i].GetItems(Tags.SegmentIdentificationSequence)[0].GetInt32(Tags.ReferencedSegmentNumber)!.Value;
            IReadOnlyList<double> position = frames[i].GetItems(Tags.PlanePositionSequence)[0].GetDoubles(Tags.ImagePositionPatient);
            Span<byte> slice = masks[labels[number]].AsSpan(GridIndex.Slice(grid, new(position[0], position[1], position[2]), shape.Depth) * shape.SliceLength, shape.SliceLength);
            for (int k = 0; k < slice.Length; k++)
            {
                long at = ((long)i * shape.SliceLength) + k;
                bool inside = isBinary ? (pixels[(int)(at >> 3)] & (1 << (int)(at & 7))) != 0 : pixels[(int)at] > 127;
                slice[k] = inside ? (byte)1 : (byte)0;
            }
        }

        return masks;
    }
}

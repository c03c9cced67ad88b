using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>
/// From a result to lines: of a segmentation the edges of its pixels, of a structure set its own contours. Which structures there are, and how large they are, says
/// <see cref="ResultReader"/>, as for <c>read-result</c>.
/// </summary>
internal static class ResultDrawing
{
    /// <exception cref="DicomDataException">It cannot be read, or has no structures.</exception>
    /// <exception cref="VolumeException">It does not lie on these images; the message says why.</exception>
    public static DrawnResult Draw(string path, ShownVolume volume, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        DicomFile file = Part10File.Read(path);
        ReadStructures read = ResultReader.Read(file, volume.Source, decoder, ReadingOptions.Default, cancellationToken);
        Dictionary<int, RgbColor?> colors = Colors(file.DataSet).DistinctBy(c => c.Number).ToDictionary(c => c.Number, c => c.Color);
        ILookup<int, StoredRoi>? rois = StoredStructureSet.IsOne(file.DataSet) ? StoredStructureSet.Open(file.DataSet).Rois.ToLookup(r => r.Number) : null;
        SourceGrid grid = new(volume.Source);
        List<DrawnStructure> drawn = [];
        for (int i = 0; i < read.Items.Count; i++)
        {
            ReadStructure structure = read.Items[i];
            (IReadOnlyList<PixelPoint[]>?[] lines, int? largest) = Trace(structure, volume, cancellationToken);
            drawn.Add(new(
                structure.Number, structure.Name, StructureColors.Of(colors.GetValueOrDefault(structure.Number), structure.Number), read.Labels[i], read.Layers[i], structure.Voxels,
                volume.Source.HasGeometry ? structure.VolumeMm3 / 1000 : null, rois is null ? lines : ContourPlaces.Of(rois[structure.Number], grid))
            {
                LargestSlice = largest,
            });
        }

        return new(file.DataSet.GetString(Dicom.Dictionary.Tags.SopInstanceUid) ?? "", drawn, read.Warnings);
    }

    /// <summary>What an object says of its structures before it is held against images.</summary>
    public static IReadOnlyList<StructureOnImage> Describe(string path)
    {
        // the contours of a structure set are part of its header
        DataSet dataSet = Part10File.Read(path, DataSetReadOptions.Header).DataSet;
        return [.. Colors(dataSet).Select(c => new StructureOnImage(c.Number, c.Name, StructureColors.Of(c.Color, c.Number)))];
    }

    private static IEnumerable<(int Number, string Name, RgbColor? Color)> Colors(DataSet dataSet) => StoredSegmentation.IsOne(dataSet)
        ? StoredSegmentation.SegmentsOf(dataSet).Select(s => (s.Number, s.Label, s.Color))
        : StoredStructureSet.Open(dataSet).Rois.Select(r => (r.Number, r.Name, r.Color));

    private static (IReadOnlyList<PixelPoint[]>?[] Lines, int? Largest) Trace(ReadStructure structure, ShownVolume volume, CancellationToken cancellationToken)
    {
        IReadOnlyList<PixelPoint[]>?[] lines = new IReadOnlyList<PixelPoint[]>?[volume.Slices.Count];
        byte[] rented = ArrayPool<byte>.Shared.Rent(volume.Source.PixelsPerFrame);
        try
        {
            (int Area, int? Slice) largest = (0, null);
            Span<byte> mask = rented.AsSpan(0, volume.Source.PixelsPerFrame);
            for (int z = 0; z < lines.Length; z++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!structure.MayBeOn(z) || !structure.TryReadSlice(z, mask))
                {
                    continue;
                }

                lines[z] = Contours.Outlines(mask, volume.Rows, volume.Columns);
                int area = mask.Count((byte)1);
                largest = area > largest.Area ? (area, z) : largest;
            }

            return (lines, largest.Slice);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

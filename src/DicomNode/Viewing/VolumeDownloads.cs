using System.Numerics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>Volumes and labels as NIfTI files, for 3-D views.</summary>
internal sealed class VolumeDownloads(SliceFiles files) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The values in the units of the modality: stored values with one slope and intercept for all where the slices agree, which is exact and small, otherwise float.</summary>
    /// <exception cref="VolumeException">A slice cannot be read.</exception>
    public Task WriteImageAsync(Stream to, ShownVolume volume, CoarseGrid grid, CancellationToken cancellationToken)
    {
        DataSet first = volume.Header;
        bool isUniform = volume.Source.Slices.All(s => Stored(s.Header) == Stored(first));
        return Stored(first) switch
        {
            ( <= 16, true, var slope, var intercept) when isUniform => WriteImageAsync<short>(to, volume, grid, slope, intercept, cancellationToken),
            ( <= 16, false, var slope, var intercept) when isUniform => WriteImageAsync<ushort>(to, volume, grid, slope, intercept, cancellationToken),
            _ => WriteImageAsync<float>(to, volume, grid, null, null, cancellationToken),
        };
    }

    /// <param name="layer">Which of the label volumes, where structures overlap.</param>
    public Task WriteLabelsAsync(Stream to, ReadStructures structures, int layer, CoarseGrid grid, CancellationToken cancellationToken)
    {
        int[] wanted = [.. Enumerable.Range(0, structures.Items.Count).Where(i => structures.Layers[i] == layer)];
        byte[] mask = new byte[grid.Fine.SliceLength];
        ushort[] slices = new ushort[grid.Fine.SliceLength * grid.Block.Depth];
        BlockLabels labels = new(grid);
        return new VoxelStream(_turn).WriteAsync<ushort>(to, NiftiFile.HeaderOf<ushort>(grid.Shape, grid.Geometry), grid.Shape, Read, cancellationToken);

        void Read(int z, Span<ushort> slice)
        {
            (int from, int end) = grid.SlicesOf(z);
            for (int fine = from; fine < end; fine++)
            {
                Fill(fine, slices.AsSpan((fine - from) * mask.Length, mask.Length));
            }

            labels.Read(slices, end - from, slice);
        }

        void Fill(int z, Span<ushort> slice)
        {
            slice.Clear();
            foreach (int i in wanted.Where(i => structures.Items[i].MayBeOn(z)))
            {
                structures.Items[i].TryReadSlice(z, mask);
                for (int at = 0; at < mask.Length; at++)
                {
                    slice[at] = mask[at] != 0 ? structures.Labels[i] : slice[at];
                }
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private Task WriteImageAsync<T>(Stream to, ShownVolume volume, CoarseGrid grid, double? slope, double? intercept, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        float[] values = new float[grid.Fine.SliceLength];
        BlockMeans means = new(grid);
        return new VoxelStream(_turn).WriteAsync<T>(to, NiftiFile.HeaderOf<T>(grid.Shape, grid.Geometry, slope ?? 1, intercept ?? 0), grid.Shape, Read, cancellationToken);

        void Read(int z, Span<T> slice)
        {
            (int from, int end) = grid.SlicesOf(z);
            means.Clear();
            for (int fine = from; fine < end; fine++)
            {
                files.Read(volume, fine, values, isRescaled: slope is null);
                means.Add(values);
            }

            means.Read(values);
            for (int i = 0; i < slice.Length; i++)
            {
                slice[i] = typeof(T) == typeof(float) ? T.CreateTruncating(values[i]) : T.CreateSaturating(MathF.Round(values[i]));
            }
        }
    }

    private static (int Bits, bool IsSigned, double Slope, double Intercept) Stored(DataSet header) => (
        header.GetInt32(Tags.BitsAllocated) ?? int.MaxValue, header.GetInt32(Tags.PixelRepresentation) == 1, header.GetDouble(Tags.RescaleSlope) ?? 1, header.GetDouble(Tags.RescaleIntercept) ?? 0);
}

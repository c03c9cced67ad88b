using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>The blended scores of one voxel, by the definition: the weighted mean over all windows that hold it.</summary>
internal static class GoldenWindows
{
    /// <param name="voxel">In the tensor as prepared, before it is padded to the size of a window.</param>
    public static async Task<double[]> BlendAsync(WindowPredictor predictor, WindowSpec window, PreparedTensor tensor, int[] voxel)
    {
        VolumeShape size = WindowPlan.SizeOf(window, tensor.Shape)!.Value;
        (Memory<float>[] channels, VolumeShape shape, int[] at) = Padded(tensor, size, window, voxel);
        float[] weights = WindowWeights.For(window, size) ?? [.. Enumerable.Repeat(1f, size.Length)];
        double[]? sum = null;
        double total = 0;
        foreach ((WindowSpan z, WindowSpan y, WindowSpan x) in WindowPlan.For(window, shape).Windows)
        {
            (int dz, int dy, int dx) = (at[0] - z.Start, at[1] - y.Start, at[2] - x.Start);
            if (dz < 0 || dy < 0 || dx < 0 || dz >= size.Depth || dy >= size.Height || dx >= size.Width)
            {
                continue;
            }

            float[] cut = new float[channels.Length * size.Length];
            for (int c = 0; c < channels.Length; c++)
            {
                Segmentation.Kernels.Windows.Cut(channels[c], shape, (z.Start, y.Start, x.Start), cut.AsSpan(c * size.Length, size.Length), size);
            }

            using WindowScores scores = await predictor.PredictAsync(cut, 1, size, CancellationToken.None);
            int index = (((dz * size.Height) + dy) * size.Width) + dx;
            sum ??= new double[scores.Classes];
            foreach ((int c, Memory<float> plane) in scores.Planes().Index())
            {
                sum[c] += weights[index] * plane.Span[index];
            }

            total += weights[index];
        }

        return [.. sum!.Select(s => s / total)];
    }

    private static (Memory<float>[] Channels, VolumeShape Shape, int[] At) Padded(PreparedTensor tensor, VolumeShape size, WindowSpec window, int[] voxel)
    {
        VolumeShape from = tensor.Shape, to = new(Math.Max(from.Depth, size.Depth), Math.Max(from.Height, size.Height), Math.Max(from.Width, size.Width));
        int[] before = [(to.Depth - from.Depth) / 2, (to.Height - from.Height) / 2, (to.Width - from.Width) / 2];
        Memory<float>[] channels = [.. tensor.Channels.Select(values =>
        {
            float[] made = new float[to.Length];
            for (int i = 0; i < made.Length; i++)
            {
                int z = (i / to.SliceLength) - before[0], y = (i / to.Width % to.Height) - before[1], x = (i % to.Width) - before[2];
                bool inside = z >= 0 && z < from.Depth && y >= 0 && y < from.Height && x >= 0 && x < from.Width;
                (int cz, int cy, int cx) = (Math.Clamp(z, 0, from.Depth - 1), Math.Clamp(y, 0, from.Height - 1), Math.Clamp(x, 0, from.Width - 1));
                made[i] = inside || window.Pad == WindowPad.Replicate ? values.Span[(((cz * from.Height) + cy) * from.Width) + cx] : (float)window.PadValue;
            }

            return (Memory<float>)made;
        })];
        return (channels, to, [voxel[0] + before[0], voxel[1] + before[1], voxel[2] + before[2]]);
    }
}

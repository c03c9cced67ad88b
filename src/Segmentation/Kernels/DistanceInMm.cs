using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Exact Euclidean distances between voxel centres, squared, in mm². A pass per axis takes the lower envelope of parabolas (Felzenszwalb and
/// Huttenlocher 2012): linear time. Needs perpendicular axes.
/// </summary>
internal static class DistanceInMm
{
    /// <summary>What stands where there is no feature at all.</summary>
    private const double None = double.PositiveInfinity;

    /// <summary>Adds to a mask every voxel whose centre is within a distance of the centre of a voxel that is in it.</summary>
    /// <param name="mask">Shape [z, y, x].</param>
    /// <param name="isPlanar">Each slice on its own; then the memory is that of a few slices, otherwise 8 bytes per voxel.</param>
    public static void Grow(bool[] mask, VolumeShape shape, (double Z, double Y, double X) spacingMm, double squaredLimit, bool isPlanar, CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        double[] all = isPlanar ? [] : new double[mask.Length];
        Parallel.For(0, shape.Depth, options, () => (new Envelope(Math.Max(shape.Width, shape.Height)), new double[isPlanar ? shape.SliceLength : 0]), (z, _, buffers) =>
        {
            (Envelope envelope, double[] one) = buffers;
            Span<bool> slice = mask.AsSpan(z * shape.SliceLength, shape.SliceLength);
            Span<double> d = isPlanar ? one : all.AsSpan(z * shape.SliceLength, shape.SliceLength);
            InPlane(slice, d, shape, spacingMm, envelope);
            if (isPlanar)
            {
                Compare(d, squaredLimit, slice);
            }

            return buffers;
        }, _ => { });

        if (!isPlanar)
        {
            Parallel.For(0, shape.Height, options, () => new Envelope(shape.Depth), (y, _, envelope) =>
            {
                for (int x = 0; x < shape.Width; x++)
                {
                    envelope.Transform(all, (y * shape.Width) + x, shape.SliceLength, shape.Depth, spacingMm.Z);
                }

                return envelope;
            }, _ => { });
            Compare(all, squaredLimit, mask);
        }
    }

    private static void InPlane(ReadOnlySpan<bool> mask, Span<double> d, VolumeShape shape, (double Z, double Y, double X) spacingMm, Envelope envelope)
    {
        for (int i = 0; i < d.Length; i++)
        {
            d[i] = mask[i] ? 0 : None;
        }

        for (int y = 0; y < shape.Height; y++)
        {
            envelope.Transform(d, y * shape.Width, 1, shape.Width, spacingMm.X);
        }

        for (int x = 0; x < shape.Width; x++)
        {
            envelope.Transform(d, x, shape.Width, shape.Height, spacingMm.Y);
        }
    }

    private static void Compare(ReadOnlySpan<double> squared, double limit, Span<bool> mask)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = squared[i] <= limit;
        }
    }

    /// <summary>Buffers for one line.</summary>
    private sealed class Envelope(int longest)
    {
        private readonly double[] _values = new double[longest];
        private readonly int[] _apex = new int[longest];
        private readonly double[] _from = new double[longest + 1];

        public void Transform(Span<double> d, int start, int stride, int count, double spacing)
        {
            int last = -1;
            double square = spacing * spacing;
            for (int i = 0; i < count; i++)
            {
                double value = d[start + (i * stride)];
                _values[i] = value;
                if (value == None)
                {
                    continue;
                }

                double from = double.NegativeInfinity;
                while (last >= 0)
                {
                    int apex = _apex[last];
                    from = (((value - _values[apex]) / square) + ((double)i * i) - ((double)apex * apex)) / (2.0 * (i - apex));
                    if (from > _from[last])
                    {
                        break;
                    }

                    last--;
                    from = double.NegativeInfinity;
                }

                last++;
                _apex[last] = i;
                _from[last] = from;
            }

            if (last < 0)
            {
                return;
            }

            for (int i = 0, k = 0; i < count; i++)
            {
                while (k < last && _from[k + 1] < i)
                {
                    k++;
                }

                double distance = i - _apex[k];
                d[start + (i * stride)] = (distance * distance * square) + _values[_apex[k]];
            }
        }
    }
}

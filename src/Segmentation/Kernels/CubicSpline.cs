using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Interpolation by cubic B-splines: the coefficients whose spline passes through the samples. Beyond its ends an axis goes on with its last
/// value (scipy pads 12 of them, where the filter has forgotten all but 1e-7 of what lies behind), so the two coefficients on each side are exact.
/// </summary>
internal static class CubicSpline
{
    /// <summary>Coefficients before the first and behind the last sample.</summary>
    public const int Margin = 2;

    private const int Taps = 4;

    private static readonly double s_pole = Math.Sqrt(3) - 2;

    /// <summary>The first of the four coefficients for position x, on an axis with margins, and how far x lies behind its sample.</summary>
    public static (int First, double Fraction) At(double x, int n)
    {
        double within = Math.Clamp(SamplePoint.Snapped(x), -0.5, n - 0.5);
        int whole = (int)Math.Floor(within);
        return (whole - 1 + Margin, within - whole);
    }

    /// <param name="tap">0 to 3: the samples at -1, 0, 1, 2 from the one before.</param>
    public static double Weight(int tap, double fraction)
    {
        double f = fraction, g = 1 - fraction;
        return tap switch
        {
            0 => g * g * g / 6,
            1 => ((f * f * (f - 2) * 3) + 4) / 6,
            2 => ((g * g * (g - 2) * 3) + 4) / 6,
            _ => f * f * f / 6,
        };
    }

    /// <param name="isFiltered">Per axis; one that is not keeps its values and gets no margin.</param>
    /// <returns>The coefficients, and their shape: two more at both ends of every filtered axis.</returns>
    public static (float[] Values, VolumeShape Shape) Coefficients(
        ReadOnlyMemory<float> source, VolumeShape shape, (bool Z, bool Y, bool X) isFiltered, CancellationToken cancellationToken)
    {
        int marginZ = isFiltered.Z ? Margin : 0, marginY = isFiltered.Y ? Margin : 0, marginX = isFiltered.X ? Margin : 0;
        var made = new VolumeShape(shape.Depth + (2 * marginZ), shape.Height + (2 * marginY), shape.Width + (2 * marginX));
        float[] values = new float[made.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, shape.Depth, options, () => new double[made.SliceLength], (z, _, slice) =>
        {
            // in float64, rounded when rows and columns are filtered
            for (int y = 0; y < shape.Height; y++)
            {
                Span<double> row = slice.AsSpan((y + marginY) * made.Width, made.Width);
                TensorPrimitives.ConvertTruncating(source.Span.Slice(((z * shape.Height) + y) * shape.Width, shape.Width), row[marginX..]);
                if (isFiltered.X)
                {
                    Filter(row);
                }
            }

            if (isFiltered.Y)
            {
                FilterRows(slice, made.Width);
            }

            TensorPrimitives.ConvertTruncating<double, float>(slice, values.AsSpan((z + marginZ) * made.SliceLength, made.SliceLength));
            return slice;
        }, _ => { });
        if (isFiltered.Z)
        {
            Parallel.For(0, made.Height, options, () => new double[made.Depth * made.Width], (y, _, plane) =>
            {
                for (int z = Margin; z < made.Depth - Margin; z++)
                {
                    TensorPrimitives.ConvertTruncating<float, double>(values.AsSpan(((z * made.Height) + y) * made.Width, made.Width), plane.AsSpan(z * made.Width));
                }

                FilterRows(plane, made.Width);
                for (int z = 0; z < made.Depth; z++)
                {
                    TensorPrimitives.ConvertTruncating<double, float>(plane.AsSpan(z * made.Width, made.Width), values.AsSpan(((z * made.Height) + y) * made.Width, made.Width));
                }

                return plane;
            }, _ => { });
        }

        return (values, made);
    }

    /// <summary>At one point between samples of a volume whose three axes are filtered.</summary>
    /// <param name="coefficients">Of a volume of <paramref name="shape"/>, with margins.</param>
    public static float Sample(ReadOnlySpan<float> coefficients, VolumeShape shape, double z, double y, double x)
    {
        (int slice, double sliceFraction) = At(z, shape.Depth);
        (int row, double rowFraction) = At(y, shape.Height);
        (int column, double columnFraction) = At(x, shape.Width);
        int width = shape.Width + (2 * Margin), height = shape.Height + (2 * Margin);
        double sum = 0;
        for (int k = 0; k < Taps; k++)
        {
            double ofSlice = 0;
            for (int j = 0; j < Taps; j++)
            {
                ReadOnlySpan<float> four = coefficients.Slice(((((slice + k) * height) + row + j) * width) + column, Taps);
                double ofRow = (four[0] * Weight(0, columnFraction)) + (four[1] * Weight(1, columnFraction)) + (four[2] * Weight(2, columnFraction)) + (four[3] * Weight(3, columnFraction));
                ofSlice += ofRow * Weight(j, rowFraction);
            }

            sum += ofSlice * Weight(k, sliceFraction);
        }

        return (float)sum;
    }

    /// <summary>One line of samples between its margins becomes its coefficients and those of the margins.</summary>
    internal static void Filter(Span<double> line)
    {
        Span<double> c = line[Margin..^Margin];
        double first = c[0], last = c[^1], z = s_pole;
        double before = 6 * first / (1 - z);
        for (int i = 0; i < c.Length; i++)
        {
            before = c[i] = (6 * c[i]) + (z * before);
        }

        double steady = 6 * last / (1 - z);
        double after = c[^1] = -z * ((steady / (1 - z)) + ((c[^1] - steady) / (1 - (z * z))));
        for (int i = c.Length - 2; i >= 0; i--)
        {
            after = c[i] = z * (after - c[i]);
        }

        // a steady line has itself as coefficients; what differs at the end dies away
        (line[1], line[0]) = (first + ((c[0] - first) * z), first + ((c[0] - first) * z * z));
        (line[^2], line[^1]) = (last + ((c[^1] - last) * z), last + ((c[^1] - last) * z * z));
    }

    /// <summary>The same down the columns of rows that lie one behind the other, a whole row at a time.</summary>
    internal static void FilterRows(Span<double> rows, int width)
    {
        int count = rows.Length / width, end = count - Margin;
        double z = s_pole;
        double[] kept = new double[3 * width];
        Span<double> first = kept.AsSpan(0, width), last = kept.AsSpan(width, width), term = kept.AsSpan(2 * width);
        Row(rows, width, Margin).CopyTo(first);
        Row(rows, width, end - 1).CopyTo(last);

        TensorPrimitives.Multiply(first, 6 / (1 - z), term);
        for (int i = Margin; i < end; i++)
        {
            Span<double> row = Row(rows, width, i);
            TensorPrimitives.Multiply(row, 6, row);
            TensorPrimitives.Multiply(i == Margin ? term : Row(rows, width, i - 1), z, term);
            TensorPrimitives.Add(row, term, row);
        }

        Span<double> bottom = Row(rows, width, end - 1);
        for (int x = 0; x < width; x++)
        {
            double steady = 6 * last[x] / (1 - z);
            bottom[x] = -z * ((steady / (1 - z)) + ((bottom[x] - steady) / (1 - (z * z))));
        }

        for (int i = end - 2; i >= Margin; i--)
        {
            Span<double> row = Row(rows, width, i);
            TensorPrimitives.Subtract(Row(rows, width, i + 1), row, row);
            TensorPrimitives.Multiply(row, z, row);
        }

        Fade(first, Row(rows, width, Margin), Row(rows, width, 1), Row(rows, width, 0));
        Fade(last, bottom, Row(rows, width, end), Row(rows, width, end + 1));
    }

    private static void Fade(ReadOnlySpan<double> value, ReadOnlySpan<double> coefficient, Span<double> near, Span<double> far)
    {
        for (int x = 0; x < value.Length; x++)
        {
            double difference = coefficient[x] - value[x];
            (near[x], far[x]) = (value[x] + (difference * s_pole), value[x] + (difference * s_pole * s_pole));
        }
    }

    private static Span<double> Row(Span<double> rows, int width, int row) => rows.Slice(row * width, width);
}

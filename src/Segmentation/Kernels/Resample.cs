using System.Numerics;
using System.Runtime.InteropServices;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Volumes sampled on other grids. Coordinates and weights are float64, values are rounded to float32 once.</summary>
internal static class Resample
{
    /// <summary>Trilinear. Axis 0 is blended first, then 1, then 2, so that the order of rounding is that of a separable filter.</summary>
    /// <param name="source">Shape [z, y, x].</param>
    /// <param name="made">Receives the samples, <paramref name="madeShape"/>.</param>
    /// <param name="map">Index made to index read.</param>
    /// <param name="outside">What is written where the map leaves the source by more than half a voxel; null: the border is repeated.</param>
    public static void Linear(
        ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> made, VolumeShape madeShape, GridMap map, float? outside, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, shape.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(made.Length, madeShape.Length);
        if (map.IsSeparable && outside is null)
        {
            AxisTaps Taps(int axis) => AxisTaps.Linear(map[axis, axis], map.Offset(axis), shape[axis], madeShape[axis]);
            SeparableSum.Run(source, shape, made, Taps(0), Taps(1), Taps(2), cancellationToken);
        }
        else
        {
            Parallel.For(0, madeShape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
                GeneralSlice(source.Span, shape, Plane(made, madeShape, z), madeShape, map, z, outside));
        }
    }

    /// <summary>By a cubic B-spline through the samples. It may leave the range of the values.</summary>
    /// <param name="source">Shape [z, y, x].</param>
    /// <param name="made">Receives the samples, <paramref name="madeShape"/>.</param>
    /// <param name="map">Index made to index read; beyond the source its border goes on.</param>
    public static void Cubic(ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> made, VolumeShape madeShape, GridMap map, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(made.Length, madeShape.Length);
        (float[] coefficients, VolumeShape padded) = CubicSpline.Coefficients(source, shape, (true, true, true), cancellationToken);
        if (map.IsSeparable)
        {
            AxisTaps Taps(int axis) => AxisTaps.Cubic(map[axis, axis], map.Offset(axis), shape[axis], madeShape[axis]);
            SeparableSum.Run(coefficients, padded, made, Taps(0), Taps(1), Taps(2), cancellationToken);
        }
        else
        {
            Parallel.For(0, madeShape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
            {
                Span<float> plane = Plane(made, madeShape, z);
                for (int i = 0; i < plane.Length; i++)
                {
                    (double u, double v, double w) = At(map, z, i / madeShape.Width, i % madeShape.Width);
                    plane[i] = CubicSpline.Sample(coefficients, shape, u, v, w);
                }
            });
        }
    }

    /// <summary>The nearest sample; the border is repeated.</summary>
    public static void Nearest<T>(
        ReadOnlyMemory<T> source, VolumeShape shape, Memory<T> made, VolumeShape madeShape, GridMap map, bool halvesToEven, T? outside, CancellationToken cancellationToken)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, shape.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(made.Length, madeShape.Length);
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        if (map.IsSeparable && outside is null)
        {
            int[] Sources(int axis) =>
                [.. Enumerable.Range(0, madeShape[axis]).Select(i => SamplePoint.Nearest((map[axis, axis] * i) + map.Offset(axis), shape[axis], halvesToEven))];
            Pick(source, shape, made, Sources(0), Sources(1), Sources(2), options);
            return;
        }

        Parallel.For(0, madeShape.Depth, options, z =>
        {
            ReadOnlySpan<T> read = source.Span;
            Span<T> plane = Plane(made, madeShape, z);
            for (int y = 0; y < madeShape.Height; y++)
            {
                for (int x = 0; x < madeShape.Width; x++)
                {
                    (double u, double v, double w) = At(map, z, y, x);
                    plane[(y * madeShape.Width) + x] = outside is T fill && !Inside(shape, u, v, w)
                        ? fill
                        : read[(((SamplePoint.Nearest(u, shape.Depth, halvesToEven) * shape.Height) + SamplePoint.Nearest(v, shape.Height, halvesToEven)) * shape.Width)
                            + SamplePoint.Nearest(w, shape.Width, halvesToEven)];
                }
            }
        });
    }

    /// <summary>The samples that an axis of what is made is read from, where it is the only one to run along the axis that is read.</summary>
    /// <param name="read">The axis that is read.</param>
    /// <param name="axis">The axis of what is made.</param>
    /// <param name="n">Samples that are read.</param>
    /// <param name="nearest">Null: linear; else how halves are rounded.</param>
    /// <param name="covers">False: beyond half a voxel lies nothing.</param>
    public static SamplePoint[] Along(GridMap map, int read, int axis, int n, int made, bool? nearest, bool covers) => [.. Enumerable.Range(0, made).Select(i =>
    {
        double x = (map[read, axis] * i) + map.Offset(read);
        return !covers && !Inside(x, n) ? SamplePoint.Outside : nearest is bool halvesToEven ? SamplePoint.Whole(SamplePoint.Nearest(x, n, halvesToEven)) : SamplePoint.At(x, n);
    })];

    // samples at the crossings of slices, rows and columns
    private static void Pick<T>(ReadOnlyMemory<T> source, VolumeShape shape, Memory<T> made, int[] slices, int[] rows, int[] columns, ParallelOptions options)
        where T : unmanaged => Parallel.For(0, slices.Length, options, z =>
        {
            ReadOnlySpan<T> read = source.Span.Slice(slices[z] * shape.SliceLength, shape.SliceLength);
            Span<T> plane = made.Span.Slice(z * rows.Length * columns.Length, rows.Length * columns.Length);
            for (int y = 0; y < rows.Length; y++)
            {
                ReadOnlySpan<T> row = read.Slice(rows[y] * shape.Width, shape.Width);
                Span<T> target = plane.Slice(y * columns.Length, columns.Length);
                for (int x = 0; x < target.Length; x++)
                {
                    target[x] = row[columns[x]];
                }
            }
        });

    private static ReadOnlySpan<float> Row(ReadOnlySpan<float> source, VolumeShape shape, int z, int y) => source.Slice(((z * shape.Height) + y) * shape.Width, shape.Width);

    /// <summary>made = a (1 - f) + b f, widened to float64. The vector path and the tail do the same operations in the same order.</summary>
    internal static void BlendRow(ReadOnlySpan<float> a, ReadOnlySpan<float> b, double fraction, Span<double> made)
    {
        int i = 0;
        var keep = new Vector<double>(1 - fraction);
        var take = new Vector<double>(fraction);
        for (; i <= made.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(a[i..]), out Vector<double> lowA, out Vector<double> highA);
            Vector.Widen(new Vector<float>(b[i..]), out Vector<double> lowB, out Vector<double> highB);
            ((lowA * keep) + (lowB * take)).CopyTo(made[i..]);
            ((highA * keep) + (highB * take)).CopyTo(made[(i + Vector<double>.Count)..]);
        }

        for (; i < made.Length; i++)
        {
            made[i] = (a[i] * (1 - fraction)) + (b[i] * fraction);
        }
    }

    /// <summary>row = row (1 - f) + other f.</summary>
    internal static void Blend(Span<double> row, ReadOnlySpan<double> other, double fraction)
    {
        Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(row);
        ReadOnlySpan<Vector<double>> wideOther = MemoryMarshal.Cast<double, Vector<double>>(other);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = (wide[i] * (1 - fraction)) + (wideOther[i] * fraction);
        }

        for (int i = wide.Length * Vector<double>.Count; i < row.Length; i++)
        {
            row[i] = (row[i] * (1 - fraction)) + (other[i] * fraction);
        }
    }

    private static void GeneralSlice(ReadOnlySpan<float> source, VolumeShape shape, Span<float> made, VolumeShape madeShape, GridMap map, int z, float? outside)
    {
        for (int y = 0; y < madeShape.Height; y++)
        {
            for (int x = 0; x < madeShape.Width; x++)
            {
                (double u, double v, double w) = At(map, z, y, x);
                made[(y * madeShape.Width) + x] = outside is float fill && !Inside(shape, u, v, w) ? fill : Trilinear(source, shape, u, v, w);
            }
        }
    }

    private static float Trilinear(ReadOnlySpan<float> source, VolumeShape shape, double u, double v, double w)
    {
        SamplePoint slice = SamplePoint.At(u, shape.Depth), line = SamplePoint.At(v, shape.Height), column = SamplePoint.At(w, shape.Width);
        double keep = 1 - slice.Fraction, take = slice.Fraction;
        ReadOnlySpan<float> a = Row(source, shape, slice.Lower, line.Lower), b = Row(source, shape, slice.Upper, line.Lower);
        ReadOnlySpan<float> c = Row(source, shape, slice.Lower, line.Upper), d = Row(source, shape, slice.Upper, line.Upper);
        double left = Lerp((a[column.Lower] * keep) + (b[column.Lower] * take), (c[column.Lower] * keep) + (d[column.Lower] * take), line.Fraction);
        double right = Lerp((a[column.Upper] * keep) + (b[column.Upper] * take), (c[column.Upper] * keep) + (d[column.Upper] * take), line.Fraction);
        return (float)Lerp(left, right, column.Fraction);
    }

    private static double Lerp(double a, double b, double fraction) => (a * (1 - fraction)) + (b * fraction);

    private static (double U, double V, double W) At(GridMap map, int z, int y, int x) => (
        (map[0, 0] * z) + (map[0, 1] * y) + (map[0, 2] * x) + map.Offset(0),
        (map[1, 0] * z) + (map[1, 1] * y) + (map[1, 2] * x) + map.Offset(1),
        (map[2, 0] * z) + (map[2, 1] * y) + (map[2, 2] * x) + map.Offset(2));

    // a voxel reaches half its size around its centre; the tolerance keeps the faces of equal grids inside
    private static bool Inside(VolumeShape shape, double u, double v, double w) => Inside(u, shape.Depth) && Inside(v, shape.Height) && Inside(w, shape.Width);

    private static bool Inside(double x, int n)
    {
        const double reach = 0.5 + 1e-6;
        return x >= -reach && x <= n - 1 + reach;
    }

    private static Span<T> Plane<T>(Memory<T> volume, VolumeShape shape, int z) => volume.Span.Slice(z * shape.SliceLength, shape.SliceLength);
}

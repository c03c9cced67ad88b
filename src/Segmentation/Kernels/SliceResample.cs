using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>nnU-Net's way with volumes whose slices lie far apart: every slice is resampled on its own, then slices are made of slices.</summary>
internal static class SliceResample
{
    /// <param name="source">Shape [z, y, x].</param>
    /// <param name="made">Receives the samples; outer faces of both grids coincide, as in <see cref="ResampleGrid.HalfPixel"/>.</param>
    /// <param name="axis">The axis along which the slices lie.</param>
    /// <param name="inPlane">Within a slice.</param>
    /// <param name="clamp">A cubic spline is kept within the range of its slice.</param>
    /// <param name="between">From slice to slice: nearest (an exact half goes up) or linear.</param>
    public static void Run(
        ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> made, VolumeShape madeShape, int axis, Interpolation inPlane, bool clamp, Interpolation between, CancellationToken cancellationToken)
    {
        bool isLast = madeShape[axis] == shape[axis];
        VolumeShape planes = With(madeShape, axis, shape[axis]);
        Memory<float> slices = isLast ? made : new float[planes.Length];
        if (inPlane == Interpolation.CubicBspline)
        {
            (float[] coefficients, VolumeShape padded) = CubicSpline.Coefficients(source, shape, (axis != 0, axis != 1, axis != 2), cancellationToken);
            SeparableSum.Run(coefficients, padded, slices, Taps(0), Taps(1), Taps(2), cancellationToken);
            if (clamp)
            {
                SliceRanges.Of(source, shape, axis).Clamp(slices, planes, cancellationToken);
            }
        }
        else
        {
            SeparableSum.Run(source, shape, slices, Taps(0), Taps(1), Taps(2), cancellationToken);
        }

        if (!isLast)
        {
            SeparableSum.Run(slices, planes, made, Between(0), Between(1), Between(2), cancellationToken);
        }

        AxisTaps Taps(int a)
        {
            (double scale, double offset) = ResampleGrids.Axis(ResampleGrid.HalfPixel, shape[a], madeShape[a]);
            return a == axis ? AxisTaps.Pick(shape[a], i => i)
                : inPlane == Interpolation.CubicBspline ? AxisTaps.Cubic(scale, offset, shape[a], madeShape[a])
                : inPlane == Interpolation.Linear ? AxisTaps.Linear(scale, offset, shape[a], madeShape[a])
                : AxisTaps.Nearest(scale, offset, shape[a], madeShape[a], halvesToEven: false);
        }

        AxisTaps Between(int a)
        {
            (double scale, double offset) = ResampleGrids.Axis(ResampleGrid.HalfPixel, planes[a], madeShape[a]);
            return a != axis ? AxisTaps.Pick(madeShape[a], i => i)
                : between == Interpolation.Linear ? AxisTaps.Linear(scale, offset, planes[a], madeShape[a])
                : AxisTaps.Nearest(scale, offset, planes[a], madeShape[a], halvesToEven: false);
        }
    }

    private static VolumeShape With(VolumeShape shape, int axis, int size) =>
        new(axis == 0 ? size : shape.Depth, axis == 1 ? size : shape.Height, axis == 2 ? size : shape.Width);
}

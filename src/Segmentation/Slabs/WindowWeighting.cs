using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>How much the voxels of a window count where windows overlap, and what that comes to at a voxel of the tensor.</summary>
internal sealed class WindowWeighting
{
    private readonly WindowPlan _plan;
    private readonly VolumeShape _size;
    private readonly float[] _ones;

    private WindowWeighting(WindowPlan plan, float[]? window)
    {
        (_plan, _size, Window) = (plan, plan.Size, window);
        _ones = window is null ? [.. Enumerable.Repeat(1f, _size.Width)] : [];
    }

    /// <summary>Shape of a window; null: every voxel counts 1.</summary>
    public float[]? Window { get; }

    /// <returns>Null: no voxel has scores of two windows, so nothing is weighted.</returns>
    public static WindowWeighting? For(WindowSpec window, WindowPlan plan) =>
        plan.IsDisjoint ? null : new WindowWeighting(plan, WindowWeights.For(window, plan.Size));

    /// <summary>The sum of the weights of all windows, for a part of a row of the tensor. Windows are added in the order z, y, x.</summary>
    /// <param name="firstX">The part's first voxel.</param>
    public void Total(int z, int y, int firstX, Span<float> total)
    {
        total.Clear();
        foreach (WindowSpan spanZ in _plan.Z)
        {
            if (z < spanZ.Start || z >= spanZ.Start + spanZ.Length)
            {
                continue;
            }

            foreach (WindowSpan spanY in _plan.Y)
            {
                if (y < spanY.Start || y >= spanY.Start + spanY.Length)
                {
                    continue;
                }

                ReadOnlySpan<float> row = Window is null ? _ones : Window.AsSpan((((z - spanZ.Start) * _size.Height) + y - spanY.Start) * _size.Width, _size.Width);
                foreach (WindowSpan spanX in _plan.X)
                {
                    int from = Math.Max(firstX, spanX.Start), to = Math.Min(firstX + total.Length, spanX.Start + spanX.Length);
                    if (from < to)
                    {
                        Span<float> part = total[(from - firstX)..(to - firstX)];
                        TensorPrimitives.Add(part, row[(from - spanX.Start)..(to - spanX.Start)], part);
                    }
                }
            }
        }
    }
}

using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The grids that preparing will go through, without a voxel. What is cut away by its values is not known: then the grid counts as it is.</summary>
/// <param name="Tensor">What the windows will be cut from.</param>
/// <param name="Changes">Those that matter to the way back; boxes are left out.</param>
/// <param name="CopiedVoxels">The most voxels that are held at once beside the source, of one channel.</param>
internal sealed record PlannedGrids(VolumeShape Tensor, IReadOnlyList<GridChange> Changes, long CopiedVoxels)
{
    public static PlannedGrids For(ModelManifest manifest, VolumeShape shape, Geometry geometry)
    {
        AxisCodes? orientation = manifest.Spatial.Orientation is string codes ? AxisCodes.Parse(codes) : null;
        List<GridChange> changes = [];
        long held = 0, most = 0;
        void Take(VolumeShape made)
        {
            long voxels = (long)made.Depth * made.Height * made.Width;
            (most, held, shape) = (Math.Max(most, held + voxels), voxels, made);
        }

        foreach (PreprocessStep step in manifest.Preprocess)
        {
            GridChange? change = step.Op switch
            {
                PreprocessOp.Reorient when orientation is { } to => ReorientChange.To(to, shape, geometry),
                PreprocessOp.Resample => ResampleChange.ToSpacing(step, shape, geometry),
                PreprocessOp.Conform => ResampleChange.ToConformed(step, orientation ?? AxisCodes.Of(geometry), shape, geometry),
                _ => null,
            };
            if (change is not null)
            {
                changes.Add(change);
                geometry = change.After.Geometry;
                Take(change.After.Shape);
            }
            else if (step.Op is PreprocessOp.PadTo)
            {
                Take(AtLeast(shape, new VolumeShape(step.Size![0], step.Size[1], step.Size[2])));
            }
            else if (step.Op is PreprocessOp.PadDivisible)
            {
                int Up(int axis) => (shape[axis] + step.DivisibleBy![axis] - 1) / step.DivisibleBy[axis] * step.DivisibleBy[axis];
                Take(new VolumeShape(Up(0), Up(1), Up(2)));
            }
            else if (held == 0)
            {
                Take(shape); // the first step that changes values makes a copy, so that the series is left as it is
            }
        }

        if (manifest.Window.Mode is WindowMode.Sliding or WindowMode.Slices && WindowPlan.SizeOf(manifest.Window, shape) is VolumeShape size && AtLeast(shape, size) != shape)
        {
            Take(AtLeast(shape, size));
        }

        return new PlannedGrids(shape, changes, most);
    }

    private static VolumeShape AtLeast(VolumeShape shape, VolumeShape size) =>
        new(Math.Max(shape.Depth, size.Depth), Math.Max(shape.Height, size.Height), Math.Max(shape.Width, size.Width));
}

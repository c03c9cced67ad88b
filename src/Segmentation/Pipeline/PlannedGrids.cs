using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The grids that preparing will go through, without a voxel. What is cut away by its values is not known: one slice counts.</summary>
/// <param name="Tensor">What the windows will be cut from.</param>
/// <param name="Changes">The way there, but for the padding of windows.</param>
/// <param name="CopiedVoxels">The most voxels that are held at once beside the source, of one channel.</param>
internal sealed record PlannedGrids(VolumeShape Tensor, IReadOnlyList<GridChange> Changes, long CopiedVoxels)
{
    public static PlannedGrids For(ModelManifest manifest, VolumeShape shape, Geometry geometry)
    {
        AxisCodes? orientation = manifest.Spatial.Orientation is string codes ? AxisCodes.Parse(codes) : null;
        List<GridChange> changes = [];
        long held = 0, most = 0;
        void Take(VolumeShape made, int times)
        {
            long voxels = (long)made.Depth * made.Height * made.Width;
            (most, held, shape) = (Math.Max(most, held + (times * voxels)), voxels, made);
        }

        GridChange Box(((int Z, int Y, int X) First, VolumeShape Size) box) => new BoxChange((shape, geometry), box.First, box.Size, Border.Zero, 0, 0);

        for (int i = 0; i < manifest.Preprocess.Count; i++)
        {
            PreprocessStep step = manifest.Preprocess[i];
            GridChange? change = step.Op switch
            {
                PreprocessOp.Reorient => orientation is { } to ? ReorientChange.To(to, shape, geometry) : ReorientChange.ToFileOrder(shape, geometry),
                PreprocessOp.Resample => ResampleChange.ToSpacing(step, shape, geometry),
                PreprocessOp.Resize => ResampleChange.ToSize(step, shape, geometry),
                PreprocessOp.PadTo or PreprocessOp.PadDivisible or PreprocessOp.CenterCrop => Box(BoxStep.BoxOf(step, new PreparedTensor([], shape, geometry), CancellationToken.None)),
                PreprocessOp.CropForeground or PreprocessOp.CropNonzero => Box(((0, 0, 0), new VolumeShape(Math.Max(1, shape.Depth - 1), shape.Height, shape.Width))),
                PreprocessOp.Conform => ResampleChange.ToConformed(step, orientation ?? AxisCodes.Of(geometry), shape, geometry),
                _ => null,
            };
            if (change is not null)
            {
                // a resampling takes reorienting along: there is what it makes twice, in two orders of axes
                bool isFirst = change is ReorientChange && i + 1 < manifest.Preprocess.Count && manifest.Preprocess[i + 1] is { Op: PreprocessOp.Resample, Order: null or Interpolation.Linear };
                changes.Add(change);
                geometry = change.After.Geometry;
                shape = change.After.Shape;
                if (!isFirst)
                {
                    Take(shape, i > 0 && manifest.Preprocess[i - 1].Op == PreprocessOp.Reorient ? 2 : 1);
                }
            }
            else if (held == 0)
            {
                Take(shape, 1); // the first step that changes values makes a copy, so that the series is left as it is
            }
        }

        if (manifest.Window.Mode is WindowMode.Sliding or WindowMode.Slices && WindowPlan.SizeOf(manifest.Window, shape) is VolumeShape size && AtLeast(shape, size) != shape)
        {
            Take(AtLeast(shape, size), 1);
        }

        return new PlannedGrids(shape, changes, most);
    }

    private static VolumeShape AtLeast(VolumeShape shape, VolumeShape size) =>
        new(Math.Max(shape.Depth, size.Depth), Math.Max(shape.Height, size.Height), Math.Max(shape.Width, size.Width));
}

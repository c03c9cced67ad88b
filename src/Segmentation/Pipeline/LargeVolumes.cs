using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Volumes that are a large part of the machine.</summary>
internal static class LargeVolumes
{
    private const long Threshold = 64L << 20; // voxels: 256 MiB of float32

    /// <summary>
    /// Memory of volumes that nobody refers to goes back to the system now. The collector by itself waits until it is pressed, and then the next volumes have been added to them:
    /// on a machine of 8 GB that is the difference between running and being killed. It takes some milliseconds: there are few objects.
    /// </summary>
    /// <param name="shape">Of what is no longer needed; small ones are left to the collector.</param>
    public static void GiveBack(VolumeShape shape)
    {
        if ((long)shape.Depth * shape.Height * shape.Width >= Threshold)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}

namespace DicomNode.Segmentation.Kernels;

/// <summary>Which voxels touch: in the volume 6, 18 or 26 neighbours; with <paramref name="IsPlanar"/> each slice is on its own and has 4 (for 6) or 8.</summary>
public readonly record struct Neighbourhood(int Connectivity, bool IsPlanar = false)
{
    /// <summary>How far beyond its own columns a run reaches in the row (dz, dy) away: 0, 1, or -1 for not at all.</summary>
    internal int Reach(int dz, int dy)
    {
        int steps = Math.Abs(dz) + Math.Abs(dy);
        int allowed = Connectivity switch { 6 => 1, 18 => 2, 26 => 3, _ => throw new InvalidOperationException($"{Connectivity} is no connectivity: 6, 18 or 26.") };
        return (IsPlanar && dz != 0) || steps > allowed ? -1 : Math.Min(1, allowed - steps);
    }
}

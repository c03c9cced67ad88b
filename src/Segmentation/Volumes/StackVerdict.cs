using System.Diagnostics.CodeAnalysis;

namespace DicomNode.Segmentation.Volumes;

/// <summary>Whether the images of a series are a volume, and if not, why not.</summary>
public sealed record StackVerdict
{
    /// <summary><see cref="StackReason.None"/>: a volume.</summary>
    public required StackReason Reason { get; init; }

    /// <summary>One sentence with the numbers (mm, degrees) for an administrator. Names no patient.</summary>
    public required string Sentence { get; init; }

    [MemberNotNullWhen(true, nameof(Geometry))]
    public bool IsVolume => Reason == StackReason.None;

    /// <summary>For a volume: indices into the examined list, ascending along the normal (column direction × row direction). Otherwise empty.</summary>
    public IReadOnlyList<int> Order { get; init; } = [];

    /// <summary>For a volume: its grid. The slice step is (last - first ImagePositionPatient) / (n - 1).</summary>
    public Geometry? Geometry { get; init; }

    /// <summary>For a volume: its size.</summary>
    public VolumeShape Shape { get; init; }

    /// <summary>Images that are no part of the volume (scouts, captures, reports): indices into the examined list, each with its reason.</summary>
    public IReadOnlyList<(int Index, StackReason Reason)> SetAside { get; init; } = [];

    /// <summary>For <see cref="StackReason.Gap"/>: where slices are missing, in mm along the normal from the first slice.</summary>
    public IReadOnlyList<double> MissingAtMm { get; init; } = [];
}

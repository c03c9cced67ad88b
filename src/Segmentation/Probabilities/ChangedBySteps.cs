using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>
/// What post-processing means for probabilities: where a step took a voxel from a segment nothing is probable any more, and where it gave one to it, at least a half is.
/// Everywhere else they stay what the network says, so that whoever cuts at a half sees what the steps left.
/// </summary>
internal sealed class ChangedBySteps
{
    private const byte Half = 128;

    private readonly Volume<ushort> _before;
    private readonly Volume<ushort> _after;
    private readonly (bool[] Before, bool[] After)[] _isOf;

    /// <param name="before">Labels on the source grid as the network decided them.</param>
    /// <param name="after">The same after all steps.</param>
    public ChangedBySteps(Volume<ushort> before, Volume<ushort> after, IReadOnlyList<SegmentSpec> segments, IReadOnlyList<PostStep> steps)
    {
        (_before, _after) = (before, after);
        ushort[] renamed = ProbabilityRules.Renamed(steps);
        _isOf = [.. segments.Select(s => (Array.ConvertAll(renamed, l => s.VoxelLabels.Contains(l)), Table(s.VoxelLabels)))];
    }

    /// <param name="slice">Probabilities of a segment on it, or zeros.</param>
    public void Apply(int segment, int z, Span<byte> slice)
    {
        ReadOnlySpan<ushort> before = _before.Slice(z), after = _after.Slice(z);
        (bool[] wasOf, bool[] isOf) = _isOf[segment];
        for (int i = 0; i < slice.Length; i++)
        {
            if (before[i] == after[i] && wasOf[before[i]] == isOf[after[i]])
            {
                continue;
            }

            (bool was, bool @is) = (wasOf[before[i]], isOf[after[i]]);
            slice[i] = was && !@is ? (byte)0 : @is && !was ? Math.Max(slice[i], Half) : slice[i];
        }
    }

    private static bool[] Table(IReadOnlyList<int> labels)
    {
        bool[] table = new bool[ushort.MaxValue + 1];
        foreach (int label in labels)
        {
            table[label] = true;
        }

        return table;
    }
}

using System.Globalization;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// The volumes of a series: usually one; several where phases, echoes or time points share their positions and an attribute tells them apart.
/// What cannot be told apart stays refused as <see cref="StackReason.DuplicatePositions"/>: which image belongs to which volume is never guessed.
/// </summary>
/// <param name="Verdict">Of the series as a whole.</param>
/// <param name="Parts">One or more for a volume, otherwise none.</param>
public sealed record SeriesVolumes(StackVerdict Verdict, IReadOnlyList<VolumePart> Parts)
{
    private static readonly (string Name, Func<SliceFacts, string?> Value)[] s_attributes =
    [
        ("temporal position", s => Text(s.TemporalPosition)),
        ("acquisition", s => Text(s.AcquisitionNumber)),
        ("echo", s => Text(s.EchoNumber)),
        ("echo time", s => s.EffectiveEchoTime?.ToString("0.###", CultureInfo.InvariantCulture)),
        ("stack", s => s.StackId),
        ("image type", s => s.ImageType.Count == 0 ? null : string.Join('\\', s.ImageType)),
    ];

    /// <param name="slices">In any order.</param>
    public static SeriesVolumes Examine(IReadOnlyList<SliceFacts> slices, StackTolerances? tolerances = null)
    {
        StackVerdict whole = SliceStack.Examine(slices, tolerances);
        return whole.Reason switch
        {
            StackReason.None => new(whole, [new(null, [.. Enumerable.Range(0, slices.Count)])]),
            StackReason.DuplicatePositions => Split(slices, whole, tolerances),
            _ => new(whole, []),
        };
    }

    private static SeriesVolumes Split(IReadOnlyList<SliceFacts> slices, StackVerdict whole, StackTolerances? tolerances)
    {
        HashSet<int> aside = [.. whole.SetAside.Select(a => a.Index)];
        int[] images = [.. Enumerable.Range(0, slices.Count).Where(i => !aside.Contains(i))];
        foreach ((string name, Func<SliceFacts, string?> value) in s_attributes.Concat(Dimensions([.. images.Select(i => slices[i])])))
        {
            // an image without the attribute belongs to no part: then it tells nothing apart
            IGrouping<string?, int>[] groups = [.. images.GroupBy(i => value(slices[i])).OrderBy(g => slices[g.First()].InstanceNumber)];
            if (groups.Length < 2 || groups.Any(g => g.Key is null))
            {
                continue;
            }

            StackVerdict[] verdicts = [.. groups.Select(g => SliceStack.Examine([.. g.Select(i => slices[i])], tolerances))];
            if (verdicts.All(v => v.IsVolume && v.SetAside.Count == 0))
            {
                string sentence = string.Create(CultureInfo.InvariantCulture, $"{groups.Length} volumes, told apart by their {name}. The first: {verdicts[0].Sentence}");
                return new(verdicts[0] with { Sentence = sentence, Order = [], SetAside = whole.SetAside }, [.. groups.Select(g => new VolumePart($"{name} {g.Key}", [.. g]))]);
            }
        }

        return new(whole, []);
    }

    /// <summary>What the dimensions of multi-frame images tell apart, whatever it is: b-values, inversion times. Their indices compare only within one organisation.</summary>
    private static IEnumerable<(string Name, Func<SliceFacts, string?> Value)> Dimensions(SliceFacts[] frames) =>
        frames.Select(f => (f.DimensionOrganizationUid, f.DimensionIndices.Count)).Distinct().ToArray() is [(not null, int count)]
            ? Enumerable.Range(0, count).Select(d => ($"dimension {d + 1}", (Func<SliceFacts, string?>)(s => $"index {Text(s.DimensionIndices[d])}")))
            : [];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

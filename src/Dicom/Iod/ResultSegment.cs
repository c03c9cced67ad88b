namespace DicomNode.Dicom.Iod;

/// <summary>One structure of a result: a segment of a SEG, a region of interest of an RT Structure Set.</summary>
/// <param name="Label">SegmentLabel, and ROIName unless <see cref="RoiName"/> says otherwise: unique in a result, 1 to 64 characters.</param>
public sealed record ResultSegment(string Label, CodedConcept Category, CodedConcept Type, RgbColor Color, SegmentAlgorithm Algorithm)
{
    public string? Description { get; init; }

    /// <summary>Modifies <see cref="Type"/>: mostly laterality.</summary>
    public CodedConcept? TypeModifier { get; init; }

    /// <summary>Where in the body, when <see cref="Type"/> does not say it (a lesion in the liver).</summary>
    public CodedConcept? Region { get; init; }

    public CodedConcept? RegionModifier { get; init; }

    /// <summary>A defined term of RTROIInterpretedType: ORGAN, EXTERNAL, GTV, … or empty. PS3.3 §C.8.8.8.1.</summary>
    public string RoiType { get; init; } = "ORGAN";

    /// <summary>What treatment planning systems show; some cut after 16 characters.</summary>
    public string? RoiName { get; init; }

    internal string NameAsRoi => RoiName ?? Label;

    internal IEnumerable<string?> Texts() =>
    [
        Label, Description, RoiName, Algorithm.Name, Algorithm.Version, Algorithm.Source, Algorithm.Parameters,
        .. new[] { Category, Type, TypeModifier, Region, RegionModifier, Algorithm.Family }.SelectMany(c => new[] { c?.Value, c?.Scheme, c?.Meaning }),
    ];

    /// <exception cref="ArgumentException">No segment, or names that are empty, too long, repeated, or hold a backslash (it separates values).</exception>
    internal static void Check(IReadOnlyList<ResultSegment> segments)
    {
        ArgumentOutOfRangeException.ThrowIfZero(segments.Count);
        foreach (Func<ResultSegment, string> name in (ReadOnlySpan<Func<ResultSegment, string>>)[s => s.Label, s => s.NameAsRoi])
        {
            if (segments.Select(name).FirstOrDefault(n => n.Length is 0 or > 64 || n.Contains('\\')) is string bad)
            {
                throw new ArgumentException($"The segment name '{bad}' is not 1 to 64 characters without a backslash.", nameof(segments));
            }

            if (segments.GroupBy(name).FirstOrDefault(g => g.Count() > 1) is { } repeated)
            {
                throw new ArgumentException($"The segment name '{repeated.Key}' is given more than once.", nameof(segments));
            }
        }
    }
}

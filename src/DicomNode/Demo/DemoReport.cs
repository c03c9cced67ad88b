namespace DicomNode.Demo;

/// <summary>What <c>demo --json</c> prints.</summary>
/// <param name="Ok">Every structure of the phantom was found well enough, in all objects.</param>
/// <param name="Seconds">By stage.</param>
/// <param name="Previews">PNG files.</param>
internal sealed record DemoReport(
    bool Ok, IReadOnlyList<DemoSegment> Segments, IReadOnlyList<DemoResult> Results, IReadOnlyDictionary<string, double> Seconds, IReadOnlyList<string> Previews);

/// <param name="VolumeMl">Of the segmentation that the archive got.</param>
/// <param name="Dice">Of the segmentation against the truth.</param>
/// <param name="DiceRtStruct">Of the filled contours against the truth.</param>
/// <param name="ReportedMl">What the measurement report says.</param>
/// <param name="TrueMl">Of the phantom.</param>
internal sealed record DemoSegment(string Name, double VolumeMl, double Dice, double DiceRtStruct, double ReportedMl, double TrueMl);

/// <param name="Kind">SEG, RTSTRUCT, SR.</param>
/// <param name="File">In the archive.</param>
internal sealed record DemoResult(string Kind, string File);

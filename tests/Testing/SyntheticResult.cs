using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>What the builders of result objects want to know, for a synthetic series.</summary>
public static class SyntheticResult
{
    public static DateTimeOffset Time { get; } = new(2026, 1, 3, 4, 5, 6, TimeSpan.FromHours(1));

    public static IReadOnlyList<ResultSegment> Segments { get; } =
    [
        Segment("Liver", new("10200004", "SCT", "Liver"), new(221, 130, 101)) with { Description = "The ball with a hole" },
        Segment("Spleen", new("78961009", "SCT", "Spleen"), new(157, 108, 162)) with { RoiType = "ORGAN", TypeModifier = new("7771000", "SCT", "Left") },
        Segment("Lesion", new("52988006", "SCT", "Lesion"), new(255, 0, 0)) with { RoiType = "GTV", Region = new("10200004", "SCT", "Liver") },
    ];

    public static ResultContext Context(IEnumerable<DataSet> headers, string modelVersion = "1.0") => Context(SourceSeries.Create(headers), modelVersion);

    public static ResultContext Context(SourceSeries source, string modelVersion = "1.0")
    {
        return new(source, ResultIdentity.Of(source, "phantom", modelVersion, "abc", Time), new("DicomNode", "Phantom", "node-1", ["0.1.0", modelVersion]))
        {
            Title = "Phantom",
        };
    }

    public static ResultContext Context(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Context(series.DataSets());
    }

    private static ResultSegment Segment(string label, CodedConcept type, RgbColor color) =>
        new(label, new("123037004", "SCT", "Anatomical Structure"), type, color, new("phantom", "1.0", "DicomNode"));
}

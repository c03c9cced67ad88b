using System.Text.Json;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>From the manifest's words to those of the result objects.</summary>
internal static class SegmentMapping
{
    // for segments without a colour; far apart from each other, and none of them a gray
    private static readonly RgbColor[] s_palette =
        [new(230, 159, 0), new(86, 180, 233), new(0, 158, 115), new(240, 228, 66), new(0, 114, 178), new(213, 94, 0), new(204, 121, 167)];

    public static IReadOnlyList<ResultSegment> ToResult(IReadOnlyList<SegmentSpec> segments, ModelManifest manifest)
    {
        AlgorithmSpec algorithm = manifest.Algorithm;
        SegmentAlgorithm made = new(algorithm.Name, algorithm.Version, algorithm.Source, Concept(algorithm.Family)) { Parameters = algorithm.Parameters };
        return [.. segments.Select((s, i) => new ResultSegment(s.Name, Concept(s.Category)!, Concept(s.Type)!, Color(s, i), made)
        {
            Description = s.Description,
            TypeModifier = Concept(s.TypeModifier),
            Region = Concept(s.Region),
            RegionModifier = Concept(s.RegionModifier),
            RoiType = s.RtRoiType == RtRoiType.None ? "" : JsonNamingPolicy.SnakeCaseUpper.ConvertName(s.RtRoiType.ToString()),
            RoiName = s.RtRoiName,
        })];
    }

    public static RgbColor Color(SegmentSpec segment, int index) => segment.Rgb is [int red, int green, int blue]
        ? new((byte)red, (byte)green, (byte)blue)
        : s_palette[index % s_palette.Length];

    private static CodedConcept? Concept(CodeSpec? code) => code is null ? null : new(code.Value, code.Scheme, code.Meaning);
}

using System.Text.Json;

namespace DicomNode.Bench.Segmenting;

/// <summary>What a run took; the node's and the peer's come as the same JSON.</summary>
/// <param name="IdleMiB">Largest resident memory before it.</param>
/// <param name="PeakMiB">Largest resident memory.</param>
/// <param name="Batch">Windows that the network got at once.</param>
/// <param name="PredictedMiB">What was foretold, of the node's runs.</param>
internal sealed record SegmentCost(IReadOnlyList<StageCost> Stages, double IdleMiB, double PeakMiB, int Batch = 1, double? PredictedMiB = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public double Seconds => Stages.Sum(s => s.Seconds);

    public double Processor => Stages.Sum(s => s.Processor);

    public double UsedMiB => PeakMiB - IdleMiB;

    public static SegmentCost Parse(string json) => JsonSerializer.Deserialize<SegmentCost>(json, s_json)!;

    public override string ToString() => JsonSerializer.Serialize(this, s_json);
}

/// <param name="Processor">Seconds of processor time.</param>
internal sealed record StageCost(string Name, double Seconds, double Processor);

namespace DicomNode.Bench;

/// <summary>What went over in one measurement.</summary>
internal sealed record Load(int Instances, long Bytes, double Seconds);

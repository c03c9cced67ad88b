namespace DicomNode.Bench;

/// <summary>One load on one receiver.</summary>
/// <param name="ProcessorSeconds">Of the receiver, with what it does behind its answers.</param>
/// <param name="PeakMiB">Its largest resident memory meanwhile.</param>
internal sealed record Measurement(Load Load, double ProcessorSeconds, double PeakMiB)
{
    public double InstancesPerSecond => Load.Instances / Load.Seconds;

    public double MegabytesPerSecond => Load.Bytes / Load.Seconds / 1e6;

    public double ProcessorSecondsPerGigabyte => ProcessorSeconds / Load.Bytes * 1e9;
}

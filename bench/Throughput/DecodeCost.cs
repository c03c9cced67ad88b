namespace DicomNode.Bench;

/// <summary>What decoding took.</summary>
/// <param name="Elapsed">Seconds that passed.</param>
/// <param name="Processor">Seconds of processor time, of child processes too.</param>
internal readonly record struct DecodeCost(double Elapsed, double Processor)
{
    public static DecodeCost operator -(DecodeCost all, DecodeCost start) => new(all.Elapsed - start.Elapsed, all.Processor - start.Processor);

    public static DecodeCost operator /(DecodeCost all, int frames) => new(all.Elapsed / frames, all.Processor / frames);
}

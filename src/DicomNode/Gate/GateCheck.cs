namespace DicomNode.Gate;

/// <summary>What is looked for before a result is sent; each has a key of its name in <see cref="Configuration.GateOptions"/>.</summary>
public enum GateCheck
{
    NothingFound = 1,
    ImplausibleVolume,
    TouchesEdge,
    SidesSwapped,
    Fragmented,
    UnfitSource,
}

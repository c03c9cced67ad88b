namespace DicomNode.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Key">Full name, <c>Section:Key</c>; elements of a list by their number, from 0.</param>
/// <param name="Value">What stands there; null when nothing does.</param>
/// <param name="Allowed">What may stand there, or what to do.</param>
/// <param name="Source">Where the value comes from: a file, an environment variable, the command line.</param>
public sealed record ConfigurationError(string Key, string? Value, string Allowed, string? Source)
{
    public override string ToString() =>
        $"{Key}{(Value is null ? "" : $" = \"{Value}\"")}{(Source is null ? "" : $" ({Source})")}: {Allowed}.";
}

namespace DicomNode.Assembling;

/// <summary>One condition of a route, against an image.</summary>
/// <param name="Key">Under <c>When</c> in the configuration.</param>
/// <param name="Wanted">What stands there.</param>
/// <param name="Found">What the image says; null: nothing.</param>
internal sealed record RouteCondition(string Key, string Wanted, string? Found, bool Holds);

namespace DicomNode.Segmentation.Inference;

/// <summary>A network behind a server.</summary>
/// <param name="Model">Its name there.</param>
/// <param name="Version">Null: the one that the server takes.</param>
/// <param name="Url">The server to ask first; it has to be among <see cref="TritonOptions.Urls"/>.</param>
public sealed record RemoteNetwork(string Model, string? Version, string? Url);

namespace DicomNode.Testing;

/// <summary>A modality that Orthanc can send to and accepts requests from.</summary>
public sealed record OrthancModality(string Name, string AeTitle, string Host, int Port)
{
    public bool UseTls { get; init; }
}

/// <summary>With it, Orthanc's DICOM port speaks TLS and nothing else.</summary>
/// <param name="Own">What it shows, as a server and as a client.</param>
/// <param name="TrustedFile">PEM of the authorities that it trusts.</param>
public sealed record OrthancTls(IssuedCertificate Own, string TrustedFile);

/// <summary>What a test wants different from Orthanc's defaults.</summary>
public sealed record OrthancSettings
{
    public string AeTitle { get; init; } = "ORTHANC";

    /// <summary>Whether it says what it does, which costs it time.</summary>
    public bool IsVerbose { get; init; } = true;

    public IReadOnlyList<OrthancModality> Modalities { get; init; } = [];

    public OrthancTls? Tls { get; init; }

    /// <summary>Paths of Lua scripts, run by Orthanc at its start.</summary>
    public IReadOnlyList<string> LuaScripts { get; init; } = [];

    /// <summary>Seconds without a new instance after which Orthanc calls a series stable.</summary>
    public int StableAgeSeconds { get; init; } = 2;
}

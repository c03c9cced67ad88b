namespace DicomNode.Dicom.Network.Security;

/// <summary>What TLS is agreed to, for who has to know: PS3.15 §B.12 (BCP 195).</summary>
public static class TlsProfile
{
    public static IReadOnlyList<string> Protocols { get; } = ["TLS 1.3", "TLS 1.2"];

    /// <summary>Names of the IANA registry, the preferred first; empty where the operating system chooses.</summary>
    public static IReadOnlyList<string> CipherSuites { get; } =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? [.. Bcp195.CipherSuites!.AllowedCipherSuites.Select(c => $"{c}")] : [];

    public static int MinimumRsaBits => Bcp195.MinimumRsaBits;
}

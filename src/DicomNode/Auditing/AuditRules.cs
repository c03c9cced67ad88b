using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Auditing;

/// <summary>What has to hold for auditing, the files included.</summary>
internal static class AuditRules
{
    public static IEnumerable<ConfigurationError> Check(NodeOptions options, DateTimeOffset now)
    {
        if (options.Audit is not { } audit)
        {
            yield break;
        }

        if (audit.Transport == AuditTransport.Tls && Problem(Files(audit, options.Listener.Tls), now) is { } problem)
        {
            string key = $"Audit:Tls:{problem.Kind}";
            yield return new(problem.Kind == TlsFileKind.Authorities ? $"{key}:{problem.Index}" : key, problem.File, problem.Problem, null);
        }

        if (audit.Tls.Certificate is null && (audit.Tls.Key ?? audit.Tls.PasswordFile) is { } alone)
        {
            yield return new($"Audit:Tls:{(audit.Tls.Key is null ? "PasswordFile" : "Key")}", alone, "goes with Certificate, which is missing here", null);
        }
    }

    public static TlsFiles Files(AuditOptions audit, ListenerTlsOptions? listener) => TlsFilesOf.Peer(
        new() { Certificate = audit.Tls.Certificate, Key = audit.Tls.Key, PasswordFile = audit.Tls.PasswordFile, Authorities = audit.Tls.Authorities }, listener);

    private static TlsFileException? Problem(TlsFiles files, DateTimeOffset now)
    {
        try
        {
            TlsMaterial.Load(files, now);
            return null;
        }
        catch (TlsFileException e)
        {
            return e;
        }
    }
}

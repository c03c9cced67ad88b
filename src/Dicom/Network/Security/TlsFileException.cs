namespace DicomNode.Dicom.Network.Security;

/// <summary>Which of <see cref="TlsFiles"/>.</summary>
public enum TlsFileKind
{
    Certificate,
    Key,
    PasswordFile,
    Authorities,
}

/// <summary>A file of <see cref="TlsFiles"/> cannot be used.</summary>
/// <param name="problem">A sentence without a full stop: what is wrong with it, and what to do.</param>
/// <param name="index">Place among the authorities.</param>
public sealed class TlsFileException(TlsFileKind kind, string file, string problem, int index = 0, Exception? inner = null)
    : Exception($"{file}: {problem}.", inner)
{
    public TlsFileKind Kind { get; } = kind;

    public string File { get; } = file;

    public string Problem { get; } = problem;

    public int Index { get; } = index;
}

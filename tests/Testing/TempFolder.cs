namespace DicomNode.Testing;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dicomnode-test-").FullName;

    /// <summary>A path inside; nothing is made there.</summary>
    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A folder inside, made when it is not there.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Combine(name)).FullName;

    public void Dispose()
    {
        if (Directory.Exists(Path)) { Directory.Delete(Path, recursive: true); }
    }
}

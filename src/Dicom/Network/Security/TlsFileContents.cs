using System.Security.Cryptography;

namespace DicomNode.Dicom.Network.Security;

/// <summary>The bytes of <see cref="TlsFiles"/> at one moment. Certificates and keys are a few kilobytes; what is larger is none.</summary>
internal sealed class TlsFileContents
{
    private const int LargestFile = 1 << 20;
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    /// <summary>Tells two moments apart, whatever clocks and links say.</summary>
    public string Digest { get; private init; } = "";

    public byte[] this[string file] => _bytes[file];

    /// <exception cref="TlsFileException">A file is not there, or may not be read.</exception>
    public static TlsFileContents Read(TlsFiles files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Dictionary<string, byte[]> read = new(StringComparer.Ordinal);
        Add(TlsFileKind.Certificate, files.Certificate, 0);
        Add(TlsFileKind.Key, files.Key, 0);
        Add(TlsFileKind.PasswordFile, files.PasswordFile, 0);
        for (int i = 0; i < files.Authorities.Count; i++)
        {
            Add(TlsFileKind.Authorities, files.Authorities[i], i);
        }

        TlsFileContents contents = new() { Digest = Convert.ToHexString(hash.GetHashAndReset()) };
        foreach ((string file, byte[] bytes) in read)
        {
            contents._bytes.Add(file, bytes);
        }

        return contents;

        void Add(TlsFileKind kind, string? file, int index)
        {
            if (file is null || read.ContainsKey(file))
            {
                return;
            }

            byte[] bytes = ReadFile(kind, file, index);
            read.Add(file, bytes);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }

    private static byte[] ReadFile(TlsFileKind kind, string file, int index)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LargestFile)
            {
                throw new TlsFileException(kind, file, $"is larger than {LargestFile} bytes, so it is no certificate or key", index);
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TlsFileException(kind, file, "no such file", index, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TlsFileException(kind, file, "this account may not read it; give it the right (for a key: to this account and nobody else)", index, e);
        }
        catch (IOException e)
        {
            throw new TlsFileException(kind, file, $"cannot be read ({e.Message.TrimEnd('.')})", index, e);
        }
    }
}

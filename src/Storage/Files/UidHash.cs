using System.Security.Cryptography;
using System.Text;

namespace DicomNode.Storage.Files;

/// <summary>
/// The name of a UID on disk: the first 128 bits of its SHA-256, so that nothing that a peer wrote becomes a path.
/// Two UIDs with one name would meet as a conflict (both kept), never as a loss.
/// </summary>
internal static class UidHash
{
    public const int Length = 16;

    public static byte[] Of(string uid) => SHA256.HashData(Encoding.UTF8.GetBytes(uid))[..Length];

    public static string Name(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);
}

using System.Security.Cryptography;
using System.Text;
using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>Names the input of a job: the same instances with the same bytes give the same digest, in whatever order they came.</summary>
public static class InputDigest
{
    /// <returns>SHA-256 over one line "SOP Instance UID, space, digest of its data set" per instance, ordered by UID; 64 hex digits.</returns>
    /// <param name="volume">Which volume, of instances that hold several: one more line.</param>
    public static string Of(IEnumerable<Instance> instances, string? volume = null)
    {
        var lines = new StringBuilder();
        foreach (Instance instance in instances.Where(i => i.IsInUse).OrderBy(i => i.SopInstanceUid, StringComparer.Ordinal))
        {
            lines.Append(instance.SopInstanceUid).Append(' ').Append(instance.Sha256).Append('\n');
        }

        return Hash(volume is null ? lines.ToString() : lines.Append(volume).Append('\n').ToString());
    }

    /// <summary>Of one image.</summary>
    public static string Of(string sopInstanceUid, string sha256) => Hash($"{sopInstanceUid} {sha256}\n");

    /// <summary>Of several series.</summary>
    /// <param name="digests">Of each, in the order of the model's inputs.</param>
    /// <returns>SHA-256 over one line per digest.</returns>
    public static string OfAll(IEnumerable<string> digests) => Hash(string.Concat(digests.Select(d => d + "\n")));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

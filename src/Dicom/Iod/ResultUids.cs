using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// The UIDs of a result: "2.25." and 128 bits of SHA-256 as a decimal number, over what they identify. PS3.5 §B.2.
/// The same result gets the same UIDs on every run and every node; other instances, another model or another version of it get others.
/// </summary>
/// <param name="variant">Tells objects apart that hold the same result in another form; empty for the usual one.</param>
public sealed class ResultUids(ResultIdentity identity, string variant = "")
{
    public string SeriesInstanceUid(ResultKind kind) => OfObject(kind, "series");

    public string SopInstanceUid(ResultKind kind) => OfObject(kind, "instance");

    /// <param name="number">InstanceNumber, of the kinds that have several instances in their series.</param>
    public string SopInstanceUid(ResultKind kind, int number) => OfObject(kind, string.Create(CultureInfo.InvariantCulture, $"instance {number}"));

    /// <summary>Of the dimensions of one instance: no two instances share it.</summary>
    public string DimensionOrganizationUid(ResultKind kind) => OfObject(kind, "dimensions");

    /// <summary>Of a structure: the same over model versions and generations of the series, so that it can be followed.</summary>
    public string TrackingUid(string label) => Derive("tracking", identity.SeriesInstanceUid, identity.ModelId, label);

    /// <summary>Of the algorithm: another model, another version of it or other weights make another device. IHE AI Results.</summary>
    public string DeviceUid() => Derive("device", identity.ModelId, identity.ModelVersion, identity.ModelHash);

    /// <summary>A digest over the instances that went in; their order does not matter.</summary>
    public static string InputDigest(IEnumerable<string> sopInstanceUids) =>
        Convert.ToHexStringLower(Hash([.. sopInstanceUids.Distinct().Order(StringComparer.Ordinal)]));

    /// <summary>A UID that follows from <paramref name="parts"/> alone.</summary>
    public static string Derive(params ReadOnlySpan<string> parts) =>
        "2.25." + BinaryPrimitives.ReadUInt128BigEndian(Hash(parts)).ToString(CultureInfo.InvariantCulture);

    private string OfObject(ResultKind kind, string what)
    {
        string[] parts = [what, kind.ToString(), identity.SeriesInstanceUid, identity.InputDigest, identity.ModelId, identity.ModelVersion, identity.ModelHash];
        return Derive(variant.Length == 0 ? parts : [.. parts, variant]);
    }

    private static byte[] Hash(ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string part in parts)
        {
            byte[] bytes = TextEncoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length); // a length before each part: ("ab", "c") is not ("a", "bc")
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}

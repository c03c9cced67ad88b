using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DicomNode.Dicom.Network.Commitment;

/// <summary>A request for commitment that is, or will be, at an archive.</summary>
/// <param name="TransactionUid">Correlates the report with the request; used once.</param>
/// <param name="ArchiveAeTitle">Only this archive may report.</param>
public sealed record CommitmentTransaction(string TransactionUid, string ArchiveAeTitle, IReadOnlyList<SopReference> Instances)
{
    /// <summary>With a new UID: 2.25. and 128 random bits. PS3.5 §B.2.</summary>
    public static CommitmentTransaction Create(string archiveAeTitle, IReadOnlyList<SopReference> instances) =>
        new("2.25." + BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16)).ToString(CultureInfo.InvariantCulture), archiveAeTitle, instances);
}

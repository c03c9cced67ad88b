using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network.Commitment;

/// <summary>Action information and event information of the Storage Commitment Push Model. Pure. PS3.4 §J.3.2–J.3.3.</summary>
internal static class CommitmentContent
{
    /// <summary>The only action there is. PS3.4 §J.3.2.1.</summary>
    public const ushort RequestAction = 1;

    /// <summary>Events: all committed, or failures exist. PS3.4 §J.3.3.1.</summary>
    public const ushort AllCommittedEvent = 1, FailuresExistEvent = 2;

    public static DataSet OfRequest(string transactionUid, IEnumerable<SopReference> instances) => new DataSet()
        .SetString(Tags.TransactionUid, transactionUid)
        .SetItems(Tags.ReferencedSopSequence, [.. instances.Select(Item)]);

    public static DataSet OfReport(CommitmentReport report)
    {
        DataSet dataSet = new DataSet().SetString(Tags.TransactionUid, report.TransactionUid);
        if (report.Failed.Count > 0)
        {
            dataSet.SetItems(Tags.FailedSopSequence, [.. report.Failed.Select(f => Item(f.Instance).SetNumber(Tags.FailureReason, f.Reason))]);
        }

        return report.Committed.Count > 0 ? dataSet.SetItems(Tags.ReferencedSopSequence, [.. report.Committed.Select(Item)]) : dataSet;
    }

    /// <returns>Null: a UID is missing or no UID, or no instance is named.</returns>
    public static CommitmentRequest? ReadRequest(DataSet dataSet, AssociationInfo association) =>
        Transaction(dataSet) is string transaction && References(dataSet, Tags.ReferencedSopSequence) is { Length: > 0 } instances
            ? new(transaction, instances, association)
            : null;

    /// <inheritdoc cref="ReadRequest"/>
    public static CommitmentReport? ReadReport(DataSet dataSet)
    {
        if (Transaction(dataSet) is not string transaction
            || References(dataSet, Tags.ReferencedSopSequence) is not { } committed
            || References(dataSet, Tags.FailedSopSequence) is not { } failed)
        {
            return null;
        }

        IEnumerable<ushort> reasons = dataSet.GetItems(Tags.FailedSopSequence)
            .Select(i => i.GetBytes(Tags.FailureReason) is { Length: 2 } bytes ? BitConverter.ToUInt16(bytes.Span) : CommitmentFailure.ProcessingFailure);
        return new(transaction, committed, [.. failed.Zip(reasons, (instance, reason) => new CommitmentFailure(instance, reason))]);
    }

    private static string? Transaction(DataSet dataSet) => dataSet.GetString(Tags.TransactionUid) is { } uid && UidRule.IsValid(uid) ? uid : null;

    private static SopReference[]? References(DataSet dataSet, Tag sequence)
    {
        SopReference[] references =
            [.. dataSet.GetItems(sequence).Select(i => new SopReference(i.GetString(Tags.ReferencedSopClassUid) ?? "", i.GetString(Tags.ReferencedSopInstanceUid) ?? ""))];
        return Array.TrueForAll(references, r => UidRule.IsValid(r.SopClassUid) && UidRule.IsValid(r.SopInstanceUid)) ? references : null;
    }

    private static DataSet Item(SopReference instance) => new DataSet()
        .SetString(Tags.ReferencedSopClassUid, instance.SopClassUid)
        .SetString(Tags.ReferencedSopInstanceUid, instance.SopInstanceUid);
}

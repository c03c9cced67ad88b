using DicomNode.Dicom.Network;

namespace DicomNode.Conformance;

/// <summary>What the node answers with, and when: every status of <see cref="DimseStatus"/>, which a test compares with this.</summary>
internal static class StatusUses
{
    /// <param name="Status">As it is answered.</param>
    /// <param name="Service">The operation.</param>
    /// <param name="When">In words.</param>
    internal sealed record Use(DimseStatus Status, string Service, string When);

    public static IReadOnlyList<Use> All { get; } =
    [
        new(DimseStatus.Success, "C-ECHO", "always"),
        new(DimseStatus.Success, "C-STORE", "the instance is synchronised to the disk, or was here with the same content"),
        new(DimseStatus.CoercionOfDataElements, "C-STORE", "the instance is here with another content; both are kept (Data:ConflictAnswer Warning)"),
        new(DimseStatus.DuplicateSopInstance, "C-STORE", "the same, with Data:ConflictAnswer Duplicate"),
        new(DimseStatus.OutOfResources, "C-STORE", "less room than Data:ReserveGiB, or the disk failed; send it again later"),
        new(DimseStatus.DataSetDoesNotMatchSopClass, "C-STORE", "SOP class or instance of the data set are not those of the request, or it names no study or series"),
        new(DimseStatus.CannotUnderstand, "C-STORE", "the data set is missing, cut off or cannot be parsed"),
        new(DimseStatus.SopClassNotSupported, "C-STORE", "the request names another class than its presentation context"),
        new(DimseStatus.InvalidObjectInstance, "C-STORE", "the SOP Instance UID is missing or no UID"),
        new(DimseStatus.Pending, "C-FIND", "a match"),
        new(DimseStatus.PendingWithUnsupportedKeys, "C-FIND", "a match, and some keys are not supported"),
        new(DimseStatus.Success, "C-FIND", "no more matches"),
        new(DimseStatus.Cancel, "C-FIND", "the caller cancelled"),
        new(DimseStatus.OutOfResources, "C-FIND", "the search took too long, its identifier is too long, or the index cannot be read now"),
        new(DimseStatus.DataSetDoesNotMatchSopClass, "C-FIND", "the level is not STUDY, SERIES or IMAGE"),
        new(DimseStatus.CannotUnderstand, "C-FIND", "the identifier is missing or cannot be read"),
        new(DimseStatus.NotAuthorized, "C-FIND", "the caller is no configured peer"),
        new(DimseStatus.Success, "N-ACTION, N-EVENT-REPORT", "taken; the report on a request comes later"),
        new(DimseStatus.NotAuthorized, "N-ACTION", "the caller is no configured peer"),
        new(DimseStatus.InvalidArgumentValue, "N-ACTION, N-EVENT-REPORT", "the content cannot be read, or is of no transaction of the node"),
        new(DimseStatus.SopClassNotSupported, "N-ACTION, N-EVENT-REPORT", "another class than Storage Commitment Push Model"),
        new(DimseStatus.NoSuchSopInstance, "N-ACTION", "another instance than the well-known one"),
        new(DimseStatus.NoSuchActionType, "N-ACTION", "another action than 1"),
        new(DimseStatus.NoSuchEventType, "N-EVENT-REPORT", "another event than 1 and 2"),
        new(DimseStatus.ResourceLimitation, "N-ACTION, N-EVENT-REPORT", "too many requests wait, or one names too many instances"),
        new(DimseStatus.ProcessingFailure, "N-EVENT-REPORT content", "failure reason of an instance whose file is damaged"),
        new(DimseStatus.DuplicateInvocation, "all", "the Message ID is still in use"),
        new(DimseStatus.UnrecognizedOperation, "all", "no service answers this command on this context"),
    ];

    public static IEnumerable<IReadOnlyList<string>> Of(params string[] services) =>
        All.Where(u => services.Any(s => u.Service == "all" || u.Service.Contains(s, StringComparison.Ordinal))).Select(u => (IReadOnlyList<string>)[$"{u.Status.Code:X4}H", u.Status.Meaning, u.When]);
}

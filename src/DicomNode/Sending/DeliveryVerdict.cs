using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>What an attempt to deliver came to.</summary>
internal enum DeliveryOutcome
{
    Delivered,
    DeliveredWithWarning,
    TryAgain,
    GiveUp,
}

/// <summary>An outcome with its reason, in words for an administrator.</summary>
/// <param name="Status">The DIMSE status, when the peer answered with one.</param>
internal sealed record DeliveryVerdict(DeliveryOutcome Outcome, string? Reason, int? Status = null)
{
    /// <summary>Reads the peer's answer. PS3.4 Table B.2-1; PS3.7 Annex C.</summary>
    /// <param name="response">The answer to C-STORE.</param>
    /// <param name="mayHaveLanded">An earlier attempt sent the instance and lost the answer: then 0111H (duplicate) says that it arrived.</param>
    public static DeliveryVerdict Of(StoreResponse response, bool mayHaveLanded)
    {
        DimseStatus status = response.Status;
        string said = response.ErrorComment is { Length: > 0 } comment ? $"{status}: {comment}" : status.ToString();
        return status switch
        {
            _ when status == DimseStatus.Success => new(DeliveryOutcome.Delivered, null, status.Code),
            { Category: DimseStatusCategory.Warning } => new(DeliveryOutcome.DeliveredWithWarning, $"The peer stored it with a warning, {said}.", status.Code),
            _ when status == DimseStatus.DuplicateSopInstance && mayHaveLanded =>
                new(DeliveryOutcome.Delivered, $"An earlier attempt had arrived; the peer answers {said}.", status.Code),
            { IsTransientFailure: true } => new(DeliveryOutcome.TryAgain, $"The peer cannot store now, {said}.", status.Code),
            _ => new(DeliveryOutcome.GiveUp, $"The peer refuses the instance, {said}. Look into the peer's log for the cause, mend it there, then retry.", status.Code),
        };
    }

    /// <summary>The peer takes the class of none of the objects that could be sent.</summary>
    public static DeliveryVerdict OfRefused(PeerAddress peer, IReadOnlyCollection<string> sopClassUids) => new(
        DeliveryOutcome.GiveUp,
        $"{peer} does not take {string.Join(" nor ", sopClassUids.Select(c => $"{DicomDictionary.FindUid(c)?.Name ?? "a class"} ({c})"))} in any encoding that was proposed. "
        + "Let it take the class, or set Peers:Receives:FirstOf to what may be sent instead; then retry.");

    /// <summary>The peer will never take this object, whatever becomes of it: another form of the same result may do. PS3.4 Table B.2-1.</summary>
    public bool IsRefusalOfTheObject => Outcome == DeliveryOutcome.GiveUp && Status is 0x0122 or (>= 0xA900 and <= 0xA9FF) or (>= 0xC000 and <= 0xCFFF);

    /// <summary>Reads a failure of the network or of the association.</summary>
    public static DeliveryVerdict Of(DicomNetworkException failure) =>
        new(failure.IsTransient ? DeliveryOutcome.TryAgain : DeliveryOutcome.GiveUp, failure.Message);

    /// <summary>The file of a result is gone, or is not what was made any more. It stays so until it is made again.</summary>
    public static DeliveryVerdict OfDamaged(Result result) => new(
        DeliveryOutcome.GiveUp,
        $"The file of the result is gone or damaged ({result.Path}). Ask for the series to be segmented again: that makes the same object once more, and sends it.");

    /// <summary>Reads why a result's file could not be sent: a disk that fails, a permission or a missing mount can be mended.</summary>
    public static DeliveryVerdict OfUnreadable(Exception failure) => failure is FileNotFoundException or EndOfStreamException or DicomDataException
        ? new(DeliveryOutcome.GiveUp, $"The result is gone or damaged: {failure.Message} Ask for the series to be segmented again.")
        : new(DeliveryOutcome.TryAgain, $"The result cannot be read now: {failure.Message} Look at the disk and at who may read the data folder.");
}

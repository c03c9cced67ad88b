using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>The right to send one result to one peer until the lease runs out.</summary>
/// <param name="Delivery">As it was claimed, with its choices, and its result with job and series.</param>
public sealed record DeliveryClaim(Delivery Delivery, long FencingToken)
{
    /// <summary>Result, with path, SOP class and SOP instance.</summary>
    public Result Result => Delivery.Result!;
}

using DicomNode.Storage.Files;

namespace DicomNode.Storage.Ledgers;

/// <summary>A result whose file is durable already.</summary>
/// <param name="Destinations">Null: those of the job.</param>
public sealed record NewResult(string Kind, string SopInstanceUid, string SopClassUid, StoredInstance File, IReadOnlyCollection<string>? Destinations = null)
{
    /// <summary>Its deliveries in place of which another result of the same job may be sent; each of them is to one of the destinations.</summary>
    public IReadOnlyList<NewDelivery> Choices { get; init; } = [];
}

namespace DicomNode.Storage.Ledgers;

/// <summary>One of these results is to go to a destination.</summary>
/// <param name="Choices">The preferred one first.</param>
public sealed record NewDelivery(string Destination, IReadOnlyList<NewChoice> Choices);

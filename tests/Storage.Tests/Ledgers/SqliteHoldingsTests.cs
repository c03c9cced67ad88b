namespace DicomNode.Storage.Tests.Ledgers;

public sealed class SqliteHoldingsTests : HoldingsContract
{
    private protected override StorageUnderTest Create() => new();
}

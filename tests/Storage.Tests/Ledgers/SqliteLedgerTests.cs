namespace DicomNode.Storage.Tests.Ledgers;

public sealed class SqliteLedgerTests : LedgerContract
{
    private protected override StorageUnderTest Create() => new();
}

namespace DicomNode.Storage;

/// <summary>The date and time that people read, as the machine has them now. Not for measuring: it may be set at any moment.</summary>
public sealed class Calendar(TimeProvider machine)
{
    public DateTime UtcNow => machine.GetUtcNow().UtcDateTime;
}

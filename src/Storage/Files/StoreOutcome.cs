namespace DicomNode.Storage.Files;

public enum StoreOutcome
{
    /// <summary>New here.</summary>
    Stored = 1,

    /// <summary>The same SOP instance with the same data set was here already: the first file stays.</summary>
    AlreadyThere,

    /// <summary>The same SOP instance is here with another data set: the first stays in its place, this one is kept under conflicts/.</summary>
    Conflict,
}

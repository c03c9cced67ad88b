namespace DicomNode.Storage.Ledgers;

/// <summary>What becomes of instances that arrive after their series was segmented.</summary>
public enum LateInstances
{
    /// <summary>The series opens again as a new generation, and its new result takes the place of the old one.</summary>
    Supersede,

    /// <summary>They are kept and shown, and go into a result only when an operator asks for the series to be segmented again.</summary>
    Ignore,
}

namespace DicomNode.Diagnosing;

/// <summary>What a step of an examination came to.</summary>
public enum StepOutcome
{
    Passed,

    /// <summary>It works, and something about it should be looked at.</summary>
    Warned,

    Failed,

    /// <summary>Not asked: nothing needs it, or an earlier step failed.</summary>
    Skipped,
}

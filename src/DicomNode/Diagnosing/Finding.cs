namespace DicomNode.Diagnosing;

/// <summary>What was found out about one question, in words for an administrator.</summary>
/// <param name="Advice">What to change, and on which side; null: nothing.</param>
internal sealed record Finding(StepOutcome Outcome, string Text, string? Advice = null)
{
    public static Finding Passed(string text) => new(StepOutcome.Passed, text);

    public static Finding Warned(string text, string advice) => new(StepOutcome.Warned, text, advice);

    public static Finding Failed(string text, string advice) => new(StepOutcome.Failed, text, advice);

    public static Finding Skipped(string text, string? advice = null) => new(StepOutcome.Skipped, text, advice);
}

using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>What a route to a model of several inputs means for one series of a study.</summary>
internal abstract record StudyOutcome
{
    /// <summary>All inputs are there.</summary>
    /// <param name="Inputs">In the manifest's order.</param>
    /// <param name="ReferenceSeriesId">The series whose grid the result has.</param>
    public sealed record Matched(IReadOnlyList<NewJobInput> Inputs, long ReferenceSeriesId) : StudyOutcome;

    /// <summary>Something of the study may be on its way.</summary>
    public sealed record Awaited(string Reason, DateTime Until) : StudyOutcome;

    /// <summary>It did not come in time.</summary>
    public sealed record Missing(string Reason) : StudyOutcome;

    /// <summary>The model does not want this series.</summary>
    public sealed record Passed(string Reason) : StudyOutcome;
}

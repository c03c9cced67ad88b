using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Assembling;

/// <summary>Knows the other series of a study.</summary>
internal interface IStudyMatcher
{
    /// <param name="route">It matches the series.</param>
    /// <param name="manifest">Of a model of several inputs.</param>
    /// <param name="self">The series that is decided about.</param>
    Task<StudyOutcome> MatchAsync(RouteOptions route, ModelManifest manifest, StudyCandidate self, CancellationToken cancellationToken);
}

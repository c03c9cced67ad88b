using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Explaining;

/// <summary>The studies among files that the node never received: the same rules as <see cref="StudyRules"/>, with the files at hand as all there is and nothing more coming.</summary>
internal sealed class FolderStudies(IReadOnlyList<ExaminedSeries> series, NodeOptions options, TimeProvider clock) : IStudyMatcher
{
    public Task<StudyOutcome> MatchAsync(RouteOptions route, ModelManifest manifest, StudyCandidate self, CancellationToken cancellationToken)
    {
        if (StudyRules.Stranger(manifest, self) is { } passed)
        {
            return Task.FromResult<StudyOutcome>(passed);
        }

        StudyCandidate[] others =
        [
            .. series.Where(s => s.Row.StudyInstanceUid == self.Series.StudyInstanceUid && s.Row.Id != self.Series.Id && RouteTable.Holds(route, s.First))
                .Select(s => StudyRules.Of(s.Row, s.Images, s.Instances)).OfType<StudyCandidate>(),
        ];
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return Task.FromResult(StudyRules.Judge(manifest, self, InputMatch.Of(manifest, [self, .. others]), isMoreComing: false, now + options.Assembling.StudyPeriod, now));
    }
}

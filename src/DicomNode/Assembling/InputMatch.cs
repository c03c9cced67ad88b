using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Assembling;

/// <summary>Which series of a study goes into which input of a model. Pure.</summary>
/// <param name="Taken">One per input, in the manifest's order; null: none fits that is not taken for another.</param>
internal sealed record InputMatch(IReadOnlyList<StudyCandidate?> Taken)
{
    /// <summary>So many of the series that fit an input are tried, the preferred ones: a study of a hundred series is not to be searched in all combinations.</summary>
    private const int FewestTried = 6;

    public bool IsWhole => !Taken.Contains(null);

    /// <remarks>
    /// No series is taken twice. Of the matches that fill most inputs it is the one whose first input gets the series that it prefers (<see cref="CandidateOrder"/>),
    /// then the second, and so on. With <c>spatial.sameFrameOfReference</c> all have to name the same frame of reference.
    /// </remarks>
    public static InputMatch Of(ModelManifest manifest, IReadOnlyCollection<StudyCandidate> candidates)
    {
        int tried = Math.Max(FewestTried, manifest.Inputs.Count);
        StudyCandidate[][] fitting = [.. manifest.Inputs.Select(i => CandidateOrder.By(i.Select.Prefer, candidates.Where(c => Fits(i, c))).Take(tried).ToArray())];
        StudyCandidate?[] taken = new StudyCandidate?[fitting.Length], best = new StudyCandidate?[fitting.Length];
        int fewestMissing = fitting.Length + 1, leastMissing = fitting.Count(f => f.Length == 0);
        Try(0, 0);
        return new(best);

        void Try(int input, int missing)
        {
            if (missing >= fewestMissing || fewestMissing == leastMissing)
            {
                return;
            }

            if (input == fitting.Length)
            {
                fewestMissing = missing;
                taken.CopyTo(best, 0);
                return;
            }

            foreach (StudyCandidate candidate in fitting[input].Where(c => IsFree(c, taken.AsSpan(0, input))))
            {
                taken[input] = candidate;
                Try(input + 1, missing);
            }

            taken[input] = null;
            Try(input + 1, missing + 1);
        }

        bool IsFree(StudyCandidate candidate, ReadOnlySpan<StudyCandidate?> before)
        {
            foreach (StudyCandidate? other in before)
            {
                if (other is not null && (other.Series.Id == candidate.Series.Id
                    || (manifest.Spatial.SameFrameOfReference && (other.FrameOfReferenceUid is null || other.FrameOfReferenceUid != candidate.FrameOfReferenceUid))))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public static bool Fits(ModelInput input, StudyCandidate candidate) => SeriesFit.Misfit(input.Select, candidate.Header, candidate.Verdict) is null;
}

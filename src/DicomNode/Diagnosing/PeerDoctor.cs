using DicomNode.Configuration;
using DicomNode.Dicom.Iod;

namespace DicomNode.Diagnosing;

/// <summary>
/// Examines the way to a peer, from its name to what it does with results. Each question builds on those before it: after the first that fails the others are not asked, because their
/// answers would say the same in worse words.
/// </summary>
internal sealed class PeerDoctor(
    NodeOptions options, ConnectionProbe connection, TlsProbe tls, AssociationProbe association, ObjectsProbe objects, StoreTrial trial, QueryProbe query, CommitmentProbe commitment,
    OwnSide own, TimeProvider clock)
{
    /// <param name="store">Whether a test object may be stored there.</param>
    /// <param name="progress">Told of each step as it ends.</param>
    public async Task<PeerDiagnosis> ExamineAsync(PeerOptions peer, bool store, IProgress<DoctorStep>? progress, CancellationToken cancellationToken)
    {
        Subject subject = new(peer, options);
        List<DoctorStep> steps = [];
        long start = clock.GetTimestamp();
        if (Note("name", await ConnectionProbe.ResolveAsync(subject, cancellationToken))
            && Note("connection", await connection.ConnectAsync(subject, cancellationToken))
            && Note("TLS", await tls.AgreeAsync(subject, cancellationToken)))
        {
            (Finding asked, Finding echo) = await association.RunAsync(subject, cancellationToken);
            if (Note("association", asked))
            {
                Note("echo", echo);
                await UseAsync();
            }
        }

        Note("own side", own.Look(subject));
        Note("way in", WayIn.Describe(subject));
        return new(peer.Name, steps);

        async Task UseAsync()
        {
            foreach ((string name, Finding finding) in await objects.AskAsync(subject, cancellationToken))
            {
                Note(name, finding);
            }

            ResultObject? stored = null;
            if (store)
            {
                (Finding finding, stored) = await trial.StoreAsync(subject, cancellationToken);
                Note("store", finding);
            }
            else
            {
                Note("store", Finding.Skipped("Not asked: a test object is stored only on request (doctor --store, or the box beside the button)."));
            }

            Note("query", await query.AskAsync(subject, stored, cancellationToken));
            Note("commitment", await commitment.AskAsync(subject, stored, cancellationToken));
        }

        bool Note(string name, Finding finding)
        {
            DoctorStep step = new(name, finding.Outcome, finding.Text, finding.Advice, Math.Round(clock.GetElapsedTime(start).TotalSeconds, 3));
            start = clock.GetTimestamp();
            steps.Add(step);
            progress?.Report(step);
            return finding.Outcome != StepOutcome.Failed;
        }
    }
}

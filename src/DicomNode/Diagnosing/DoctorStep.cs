namespace DicomNode.Diagnosing;

/// <summary>One step of an examination.</summary>
/// <param name="Name">What was asked; the same in every examination.</param>
/// <param name="Text">What was found, in sentences.</param>
/// <param name="Advice">What to change and on which side; null: nothing.</param>
/// <param name="Seconds">It took.</param>
internal sealed record DoctorStep(string Name, StepOutcome Outcome, string Text, string? Advice, double Seconds);

/// <summary>What an examination of a peer found.</summary>
/// <param name="Peer">Its name in the configuration.</param>
internal sealed record PeerDiagnosis(string Peer, IReadOnlyList<DoctorStep> Steps)
{
    public bool IsWell => Steps.All(s => s.Outcome != StepOutcome.Failed);
}

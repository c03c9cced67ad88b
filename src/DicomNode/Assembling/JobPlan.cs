using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>What the routes of a whole series come to.</summary>
/// <param name="Jobs">To be queued.</param>
/// <param name="Awaited">Models that need more of the study, when there is one.</param>
/// <param name="Missing">Why models of several inputs will not run, when what they need did not come.</param>
/// <param name="Passed">Why models do not want it.</param>
internal sealed record JobPlan(IReadOnlyList<NewJob> Jobs, AwaitedInputs? Awaited, string? Missing, string? Passed);

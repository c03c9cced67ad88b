using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>The right to run one job until the lease runs out.</summary>
/// <param name="Job">As it was claimed, with its series.</param>
public sealed record JobClaim(Job Job, long FencingToken);

using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Committing;

internal static class CommittingServices
{
    public static IServiceCollection AddCommitting(this IServiceCollection services) => services
        .AddSingleton<CommitmentVerifier>()
        .AddSingleton<CommitmentAnswers>()
        .AddHostedService(provider => provider.GetRequiredService<CommitmentAnswers>())
        .AddSingleton(provider => new StorageCommitmentScu(provider.GetRequiredService<CommitmentLedger>()))
        .AddSingleton<ArchiveCommitment>();
}

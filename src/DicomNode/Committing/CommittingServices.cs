using DicomNode.Dicom.Network.Commitment;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Committing;

internal static class CommittingServices
{
    private static readonly TimeSpan s_expiryBeat = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddCommitting(this IServiceCollection services) => services
        .AddSingleton<CommitmentVerifier>()
        .AddSingleton<CommitmentAnswers>()
        .AddHostedService(provider => provider.GetRequiredService<CommitmentAnswers>())
        .AddSingleton(provider => new StorageCommitmentScu(provider.GetRequiredService<CommitmentLedger>()))
        .AddSingleton<ArchiveCommitment>();

    public static void ScheduleCommitting(this IQuartzBuilder quartz) =>
        quartz.ScheduleJob<ExpireCommitmentsJob>(t => t.StartNow().WithSimpleSchedule(s_expiryBeat));
}

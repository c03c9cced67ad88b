using DicomNode.Storage;
using Xunit;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>SIGKILL anywhere between the first instance and the last delivery: neither the number nor the bytes of the results change.</summary>
public class KilledNodeTests(CrashSite site) : IClassFixture<CrashSite>
{
    public static TheoryData<StateBoundary> Boundaries => [.. Enum.GetValues<StateBoundary>().Except([StateBoundary.IndexMigrating, StateBoundary.IndexWriting])];

    public static TheoryData<int> RandomKills => [.. Enumerable.Range(1, CrashSite.RandomKills)];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public Task A_kill_at_a_state_boundary_changes_no_result(StateBoundary boundary) =>
        site.RunAsync(new Dictionary<string, string> { [Failpoint.Variable] = $"{boundary}" }, default);

    [Theory]
    [InlineData(StateBoundary.InstanceNamed, 10)] // in the middle of the series
    [InlineData(StateBoundary.ResultWritten, 2)] // with one of two results written
    [InlineData(StateBoundary.DeliveryAnswered, 2)] // with one of two delivered
    public Task A_kill_the_nth_time_changes_no_result(StateBoundary boundary, int time) =>
        site.RunAsync(new Dictionary<string, string> { [Failpoint.Variable] = $"{boundary}:{time}" }, default);

    [Theory]
    [InlineData(18)] // the first fifteen or so belong to the start
    [InlineData(22)]
    public Task A_kill_inside_a_transaction_of_the_index_changes_no_result(int statement) =>
        site.RunAsync(new Dictionary<string, string> { [Failpoint.Variable] = $"{StateBoundary.IndexWriting}:{statement}" }, default);

    [Theory]
    [MemberData(nameof(RandomKills))]
    public Task A_kill_at_a_random_moment_changes_no_result(int seed) =>
        site.RunAsync(null, TimeSpan.FromSeconds(new Random(seed).NextDouble() * 6));
}

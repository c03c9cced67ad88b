using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.Tests.Diagnosing;

/// <summary>A doctor with little patience, and one peer to examine.</summary>
internal static class Clinic
{
    private static readonly Patience s_short = new()
    {
        Connection = TimeSpan.FromSeconds(2), Association = TimeSpan.FromSeconds(2), Slow = TimeSpan.FromSeconds(0.5), Word = TimeSpan.FromSeconds(0.3), Report = TimeSpan.FromSeconds(2),
    };

    public static PeerOptions Peer(int port, string aeTitle = "ARCHIVE", string host = "127.0.0.1") => new() { Name = "pacs", AeTitle = aeTitle, Host = host, Port = port };

    public static NodeOptions Options(PeerOptions peer, params IReadOnlyList<ResultOutput> outputs) => new()
    {
        Listener = new() { Port = 0 },
        Peers = [peer],
        Routes = [new() { Model = "ct-tissue", SendTo = ["pacs"], Outputs = outputs.Count > 0 ? outputs : [ResultOutput.Seg, ResultOutput.RtStruct] }],
    };

    public static Task<PeerDiagnosis> ExamineAsync(PeerOptions peer, bool store = false) => ExamineAsync(Options(peer), store);

    public static async Task<PeerDiagnosis> ExamineAsync(NodeOptions options, bool store = false)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton(_ => new SteadyClock(TimeProvider.System))
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SteadyClock>())
            .AddDoctorCommand()
            .AddSingleton(s_short)
            .BuildServiceProvider();
        return await services.GetRequiredService<PeerDoctor>().ExamineAsync(options.Peers[0], store, null, CancellationToken.None);
    }

    public static DoctorStep Step(this PeerDiagnosis diagnosis, string name) =>
        diagnosis.Steps.FirstOrDefault(s => s.Name == name) ?? throw new KeyNotFoundException($"No step {name}: {string.Join(", ", diagnosis.Steps.Select(s => $"{s.Name} {s.Outcome}"))}");

    /// <summary>The step fails with these words, and advice with those.</summary>
    public static void Fails(this PeerDiagnosis diagnosis, string name, string words, params string[] advice) => diagnosis.Is(StepOutcome.Failed, name, words, advice);

    public static void Is(this PeerDiagnosis diagnosis, StepOutcome outcome, string name, string words, params string[] advice)
    {
        DoctorStep step = diagnosis.Step(name);
        Assert.True(step.Outcome == outcome, $"{name} {step.Outcome}: {step.Text}");
        Assert.Contains(words, step.Text, StringComparison.Ordinal);
        Assert.All(advice, a => Assert.Contains(a, step.Advice, StringComparison.Ordinal));
    }
}

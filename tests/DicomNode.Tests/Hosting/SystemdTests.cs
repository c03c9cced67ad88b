using System.Collections.Concurrent;
using DicomNode.Hosting;
using DicomNode.Receiving;
using DicomNode.Storage;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

public sealed class SystemdTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60), s_watchdog = TimeSpan.FromSeconds(0.2);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/run/systemd/notify", "60000000", "42", "/run/systemd/notify", 60.0)]
    [InlineData("@abstract/notify", "1500000", null, "@abstract/notify", 1.5)]
    [InlineData("/run/systemd/notify", "60000000", "41", "/run/systemd/notify", null)] // another process is watched
    [InlineData("/run/systemd/notify", "0", "42", "/run/systemd/notify", null)]
    [InlineData("/run/systemd/notify", null, null, "/run/systemd/notify", null)]
    [InlineData("vsock:2:1234", "60000000", "42", null, null)] // for virtual machines, not for services
    [InlineData(null, "60000000", "42", null, null)]
    public void What_systemd_wants_is_read_from_its_variables(string? socket, string? microseconds, string? pid, string? expected, double? seconds)
    {
        Dictionary<string, string?> variables = new() { ["NOTIFY_SOCKET"] = socket, ["WATCHDOG_USEC"] = microseconds, ["WATCHDOG_PID"] = pid };

        SystemdSettings settings = SystemdSettings.Of(variables.GetValueOrDefault, processId: 42);

        Assert.Equal(new SystemdSettings(expected, seconds is double s ? TimeSpan.FromSeconds(s) : null), settings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Systemd_hears_ready_then_signs_of_life_and_the_state_and_the_end(bool isAbstract)
    {
        using NotifySocket systemd = new(isAbstract ? $"@dicomnode-test-{Guid.NewGuid():N}" : _folder.Combine("notify"));
        await using RunningNode node = await NodeAsync();
        await using SystemdNotifier notifier = Notifier(node, new(systemd.Name, s_watchdog));

        await notifier.StartingAsync(default);
        await notifier.StartedAsync(default);
        await Eventually.TrueAsync(() => systemd.Messages.Count(m => m == "WATCHDOG=1") > 2 && systemd.Messages.Any(IsStatus), s_longest);
        await notifier.StoppingAsync(default);
        await Eventually.TrueAsync(() => systemd.Messages.Any(m => m.StartsWith("STOPPING=1", StringComparison.Ordinal)), s_longest);

        Assert.Equal("READY=1", systemd.Messages.First());
        Assert.Contains($"STATUS=Ready. DICOM on 127.0.0.1:{node.DicomPort}, 0 connections.", systemd.Messages);
    }

    [Fact]
    public async Task The_watchdog_hears_nothing_more_when_the_listener_has_ended()
    {
        using NotifySocket systemd = new(_folder.Combine("notify"));
        using SystemdSocket mark = new(systemd.Name); // behind everything that was sent before it
        KeptEvents log = new();
        await using RunningNode node = await NodeAsync();
        await using SystemdNotifier notifier = Notifier(node, new(systemd.Name, s_watchdog), log);
        await notifier.StartingAsync(default);
        await notifier.StartedAsync(default);
        await Eventually.TrueAsync(() => systemd.Messages.Contains("WATCHDOG=1"), s_longest);

        await node.Services.GetRequiredService<ListenerService>().StopAsync(default);
        await Eventually.TrueAsync(() => log.Events.Contains(8050), s_longest);
        mark.Status("hung");
        await Task.Delay(5 * s_watchdog);
        mark.Status("still");
        await Eventually.TrueAsync(() => systemd.Messages.Contains("STATUS=still"), s_longest);

        Assert.DoesNotContain("WATCHDOG=1", systemd.Messages.SkipWhile(m => m != "STATUS=hung"));
        Assert.Equal("the listener has ended", node.Services.GetRequiredService<SignsOfLife>().FindStandstill());
    }

    [Fact]
    public async Task A_schedule_that_begins_no_job_is_a_standstill()
    {
        await using RunningNode node = await NodeAsync();
        SettableTimestamp clock = new();
        SchedulePulse silent = new(clock);
        SignsOfLife life = new(node.Services.GetRequiredService<ListenerService>(), silent);

        Assert.Null(life.FindStandstill());
        clock.Advance(SignsOfLife.LongestSilence + TimeSpan.FromSeconds(1));
        Assert.Equal("the schedule has begun no job for 91 s", life.FindStandstill());

        await silent.Invoke(null!, (_, _) => ValueTask.CompletedTask, default);
        Assert.Null(life.FindStandstill());
    }

    [Fact]
    public async Task The_schedule_of_a_running_node_has_a_pulse()
    {
        await using RunningNode node = await NodeAsync();
        SchedulePulse pulse = node.Services.GetRequiredService<SchedulePulse>();

        await Eventually.TrueAsync(() => pulse.Silence < TimeSpan.FromSeconds(1), s_longest);
        TimeSpan before = pulse.Silence;
        await Eventually.TrueAsync(() => pulse.Silence < before, s_longest); // begun anew
    }

    [Fact]
    public async Task Without_systemd_nothing_is_said()
    {
        await using RunningNode node = await NodeAsync();
        await using SystemdNotifier notifier = Notifier(node, new(null, null));

        await notifier.StartingAsync(default);
        await notifier.StartedAsync(default);
        await notifier.StoppingAsync(default);
    }

    private static bool IsStatus(string message) => message.StartsWith("STATUS=", StringComparison.Ordinal);

    private Task<RunningNode> NodeAsync() => RunningNode.StartAsync(_folder, FreePort.Next(), o => o.Routes = []);

    private static SystemdNotifier Notifier(RunningNode node, SystemdSettings settings, ILogger<SystemdNotifier>? log = null) => new(
        settings,
        node.Services.GetRequiredService<SignsOfLife>(),
        node.Services.GetRequiredService<InstanceIndex>(),
        node.Services.GetRequiredService<ListenerService>(),
        node.Services.GetRequiredService<HealthCheckService>(),
        TimeProvider.System,
        log ?? NullLogger<SystemdNotifier>.Instance);

    private sealed class KeptEvents : ILogger<SystemdNotifier>
    {
        public ConcurrentQueue<int> Events { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Enqueue(eventId.Id);
    }

    private sealed class SettableTimestamp : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}

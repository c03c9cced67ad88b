using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Deployment;

/// <summary>The unit, by systemd's own judgement. How it does under a running systemd is what deploy/test-install shows.</summary>
public sealed partial class UnitFileTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_unit()
    {
        ProcessOutcome verified = await ExternalProcess.RunAsync("systemd-analyze", ["verify", "--man=no", Unit()]);
        Assert.Equal((0, ""), (verified.ExitCode, string.Concat(verified.Output.Split('\n').Where(l => l.Contains("dicomnode", StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData(false, 1.5)]
    [InlineData(true, 2.0)]
    public async Task The_unit_exposes_little(bool hasGpu, double most)
    {
        ProcessOutcome judged = await ExternalProcess.RunAsync("systemd-analyze", ["security", "--offline=true", "--no-pager", Unit(hasGpu ? ["PrivateDevices=no", "SupplementaryGroups=video"] : [])]);
        Match exposure = Exposure().Match(judged.Output);
        Assert.True(exposure.Success, judged.Output);
        Assert.InRange(double.Parse(exposure.Groups[1].Value, CultureInfo.InvariantCulture), 0.1, most);
    }

    [Fact]
    public void The_drop_in_for_GPUs_is_what_was_judged()
    {
        string[] settings = [.. File.ReadLines(Checkout.Find("deploy/systemd/gpu.conf")).Where(l => l.Length > 0 && l[0] != '#')];
        Assert.Equal(["[Service]", "PrivateDevices=no", "SupplementaryGroups=video"], settings);
    }

    [Fact]
    public async Task The_node_tells_systemd_that_it_is_ready_when_its_port_is_open_and_that_it_stops()
    {
        using NotifySocket systemd = new(_folder.Combine("notify"));
        await using NodeProcess node = await NodeProcess.StartAsync(
            FreePort.Next(), [], model: null, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Name, ["WATCHDOG_USEC"] = "400000" });

        await Eventually.TrueAsync(() => systemd.Messages.Contains("READY=1"), s_longest, () => node.Log);
        using (TcpClient caller = new())
        {
            await caller.ConnectAsync(node.DicomEndPoint);
        }

        await Eventually.TrueAsync(() => systemd.Messages.Count(m => m == "WATCHDOG=1") > 3, s_longest, () => node.Log);
        Assert.Equal(0, await node.StopAsync());
        await Eventually.TrueAsync(() => systemd.Messages.Any(m => m.StartsWith("STOPPING=1", StringComparison.Ordinal)), s_longest, () => node.Log);
        Assert.Equal("READY=1", systemd.Messages.First(m => !m.StartsWith("STATUS=", StringComparison.Ordinal)));
    }

    /// <summary>The unit, with a program that exists where the tests run.</summary>
    private string Unit(params string[] more)
    {
        string[] lines = [.. File.ReadAllLines(Checkout.Find("deploy/systemd/dicomnode.service"))];
        int install = Array.IndexOf(lines, "[Install]");
        string path = _folder.Combine("dicomnode.service");
        File.WriteAllLines(path, [.. lines[..install].Select(l => l.Replace("=/usr/bin/dicomnode ", "=/bin/true ", StringComparison.Ordinal)), .. more, .. lines[install..]]);
        return path;
    }

    [GeneratedRegex(@"Overall exposure level for \S+ ([0-9.]+)")]
    private static partial Regex Exposure();
}

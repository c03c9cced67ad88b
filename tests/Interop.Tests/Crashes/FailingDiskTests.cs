using DicomNode.Dicom.Encoding;
using DicomNode.Interop.Tests.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>A disk that fails, is full or read-only: strace puts that between the node and its kernel.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fdatasync", "EIO")]
    [InlineData("pwrite64", "ENOSPC")] // for the index as well
    [InlineData("rename,renameat,renameat2,link,linkat", "EROFS")]
    public async Task An_instance_that_the_disk_does_not_take_is_refused_for_now_and_taken_when_the_disk_works_again(string calls, string error)
    {
        string file = _folder.Combine("a.dcm"), trace = _folder.Combine("trace");
        TestInstances.Write(file, 78, TransferSyntax.ExplicitVrLittleEndian);
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [new NodePeer("dcmtk", "STORESCU", FreePort.Next())], model: null);
        string[] send = ["-v", "-aec", NodeProcess.AeTitle, "127.0.0.1", $"{node.DicomEndPoint.Port}", file];

        await using (ExternalProcess disk = ExternalProcess.Start("strace", ["-f", "-p", NodeOf(node.ProcessId), "-o", trace, "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}"]))
        {
            await disk.WaitUntilReadyAsync(_ => Task.FromResult(disk.Log.Contains("attached", StringComparison.Ordinal)), s_longest);
            ProcessOutcome refused = await ExternalProcess.RunAsync("storescu", send, s_longest);
            Assert.Contains("OutOfResources", refused.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(trace), StringComparison.Ordinal);
            Assert.Empty(Stored(node));
            await disk.TerminateAsync(); // it lets go of the node
            await disk.WaitForExitAsync(s_longest);
        }

        await Dcmtk.RequireAsync("storescu", send);
        Assert.Single(Stored(node));
        Assert.Equal(0, await node.StopAsync());
    }

    private static string[] Stored(NodeProcess node) => Directory.GetFiles(Path.Combine(node.DataFolder, "series"), "*.dcm", SearchOption.AllDirectories);

    /// <summary>The node below <c>timeout</c>.</summary>
    private static string NodeOf(int timeout) => File.ReadAllText($"/proc/{timeout}/task/{timeout}/children").Trim();
}

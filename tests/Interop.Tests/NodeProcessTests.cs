using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>The node as systemd runs it.</summary>
public class NodeProcessTests
{
    [Fact]
    public async Task SIGTERM_ends_the_node_with_exit_code_0()
    {
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [], model: null);
        Assert.Equal(0, await node.StopAsync());
    }
}

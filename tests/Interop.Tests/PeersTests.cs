using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>The peers themselves: when one of these fails, the others say nothing about the node.</summary>
public class PeersTests
{
    [Fact]
    public async Task Storescp_starts_on_a_free_port_and_answers_an_echo()
    {
        await using StoreScpPeer peer = new();
        await peer.InitializeAsync();
        Assert.Equal(0, (await Dcmtk.RunAsync("echoscu", ["127.0.0.1", $"{peer.EndPoint.Port}"])).ExitCode);
    }

    [Fact]
    public async Task Orthanc_starts_on_free_ports_with_its_own_empty_storage()
    {
        await using OrthancPeer peer = await OrthancPeer.StartAsync();
        Assert.Empty((await peer.GetAsync("instances")).AsArray());
        Assert.Equal(0, (await Dcmtk.RunAsync("echoscu", ["127.0.0.1", $"{peer.DicomEndPoint.Port}"])).ExitCode);
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Shared_data_is_found_beside_the_checkout_when_this_test_is_listed() => Assert.NotNull(SharedData.Find("data/truth.json"));
}

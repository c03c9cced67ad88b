using System.Text.Json;
using DicomNode.Demo;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Cli;

public class SendCommandTests
{
    private static readonly CtPhantom s_phantom = CtPhantom.Create(PhantomSettings.Small with { Slices = 4 }, CancellationToken.None);

    [Fact]
    public async Task A_folder_arrives_byte_for_byte_and_echo_is_answered()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        ReceivedFiles received = new();
        await using DicomServer server = Start(received);

        CommandRun echo = await CommandRun.OfAsync("echo", Peer(server));
        Assert.Equal((0, ""), (echo.ExitCode, echo.Error));
        CommandRun send = await CommandRun.OfAsync("send", folder.Combine("series"), "--to", Peer(server), "--json");

        Assert.Equal(0, send.ExitCode);
        using var json = JsonDocument.Parse(send.Output);
        Assert.Equal((true, 4), (json.RootElement.GetProperty("ok").GetBoolean(), json.RootElement.GetProperty("sent").GetInt32()));
        foreach (string file in files)
        {
            var header = Part10Header.Read(file);
            Assert.Equal((await File.ReadAllBytesAsync(file))[(int)header.DataSetOffset..], received.DataSets[header.MediaStorageSopInstanceUid!]);
        }
    }

    [Fact]
    public async Task Files_that_fail_are_named_and_the_others_arrive()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        await File.WriteAllTextAsync(folder.Combine("series", "notes.txt"), "no DICOM here");
        string refused = Part10Header.Read(files[1]).MediaStorageSopInstanceUid!;
        ReceivedFiles received = new(uid => uid == refused);
        await using DicomServer server = Start(received);

        CommandRun send = await CommandRun.OfAsync("send", folder.Combine("series"), "--to", Peer(server));

        Assert.Equal(1, send.ExitCode);
        Assert.Equal(3, received.DataSets.Count);
        Assert.Contains("3 of 5 files sent", send.Output, StringComparison.Ordinal);
        Assert.Contains($"{files[1]}: the peer answered A700H (out of resources)", send.Error, StringComparison.Ordinal);
        Assert.Contains("notes.txt: ", send.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_takes_another_encoding_gets_the_same_elements_in_it()
    {
        using TempFolder folder = new();
        string file = PhantomInstances.Write(s_phantom, folder.Folder("series"))[0];
        ReceivedFiles received = new();
        await using DicomServer server = Start(received, o => o with { TransferSyntaxes = [Uids.ImplicitVrLittleEndian] });

        CommandRun send = await CommandRun.OfAsync("send", file, "--to", Peer(server));

        Assert.Equal(0, send.ExitCode);
        DicomFile sent = Part10File.Read(file);
        Assert.Equal(TransferSyntax.ExplicitVrLittleEndian, sent.TransferSyntax);
        byte[] arrived = Assert.Single(received.DataSets).Value;
        Assert.Equal(DataSetWriter.ToArray(sent.DataSet, TransferSyntax.ImplicitVrLittleEndian), arrived);
    }

    [Fact]
    public async Task An_instance_that_breaks_the_association_stops_no_other()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        string poison = Part10Header.Read(files[1]).MediaStorageSopInstanceUid!;
        ReceivedFiles received = new(uid => uid == poison ? throw new InvalidOperationException("a bug of the peer") : false);
        await using DicomServer server = Start(received);

        CommandRun send = await CommandRun.OfAsync("send", folder.Combine("series"), "--to", Peer(server));

        Assert.Equal(1, send.ExitCode);
        Assert.Equal(3, received.DataSets.Count);
        Assert.Contains($"{files[1]}: PEER@127.0.0.1:{server.EndPoint!.Port} aborted the association", send.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_breaks_off_again_and_again_is_left_alone()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        int asked = 0;
        await using DicomServer server = Start(new ReceivedFiles(_ => throw new InvalidOperationException($"bug {++asked}")));

        CommandRun send = await CommandRun.OfAsync("send", folder.Combine("series"), "--to", Peer(server));

        Assert.Equal((1, 2), (send.ExitCode, asked));
        Assert.Contains($"{files[3]}: not sent: the peer broke off twice in a row.", send.Error, StringComparison.Ordinal);
    }

    private static DicomServer Start(IStoreHandler handler, Func<DicomServerOptions, DicomServerOptions>? with = null)
    {
        DicomServer server = new((with ?? (o => o))(new DicomServerOptions { AeTitle = "PEER", Port = 0 }), handler);
        server.Start();
        return server;
    }

    private static string Peer(DicomServer server) => $"PEER@127.0.0.1:{server.EndPoint!.Port}";
}

using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>The command line senders of DCMTK, with their default settings, to our server.</summary>
public sealed class DcmtkSendersTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ReceivedFiles _received = new();
    private DicomServer? _server;

    private string Port => $"{_server!.EndPoint!.Port}";

    public Task InitializeAsync()
    {
        _server = new(new() { AeTitle = "NODE", Port = 0, Policy = new NotBanned() }, _received);
        _server.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Echoscu_is_answered() => await Dcmtk.RequireAsync("echoscu", ["-aec", "NODE", "127.0.0.1", Port]);

    [Fact]
    public async Task Echoscu_with_a_wrong_called_or_an_unknown_calling_title_is_told_so()
    {
        ProcessOutcome wrong = await Dcmtk.RunAsync("echoscu", ["-aec", "OTHER", "127.0.0.1", Port]);
        Assert.Contains("Called AE Title Not Recognized", wrong.Output, StringComparison.Ordinal);
        ProcessOutcome banned = await Dcmtk.RunAsync("echoscu", ["-aet", "BANNED", "-aec", "NODE", "127.0.0.1", Port]);
        Assert.Contains("Calling AE Title Not Recognized", banned.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storescu_delivers_every_byte_of_explicit_implicit_and_deflated_files()
    {
        foreach ((TransferSyntax syntax, string option) in new[]
        {
            (TransferSyntax.ExplicitVrLittleEndian, "-xe"), (TransferSyntax.ImplicitVrLittleEndian, "-xi"), (TransferSyntax.DeflatedExplicitVrLittleEndian, "-xd"),
        })
        {
            string file = _folder.Combine($"{option}.dcm");
            string uid = TestInstances.Write(file, syntax.Uid.Length, syntax);
            await Dcmtk.RequireAsync("storescu", [option, "-aec", "NODE", "127.0.0.1", Port, file]);
            Assert.Equal(syntax.Uid, _received.Instances[uid].TransferSyntaxUid);
            if (!syntax.IsDeflated) // DCMTK deflates anew
            {
                Assert.Equal(TestInstances.DataSetSha256(file), _received.Instances[uid].Sha256);
            }
        }
    }

    [Fact]
    public async Task Several_dcmsend_at_once_deliver_all_of_their_files()
    {
        const int Senders = 4, Each = 10;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            string folder = _folder.Folder($"{sender}");
            for (int i = 0; i < Each; i++)
            {
                TestInstances.Write(Path.Combine(folder, $"{i}.dcm"), (100 * sender) + i, TransferSyntax.ExplicitVrLittleEndian);
            }

            await Dcmtk.RequireAsync("dcmsend", ["-aec", "NODE", "127.0.0.1", Port, "+sd", folder]);
        }));
        Assert.Equal(Senders * Each, _received.Instances.Count);
        Assert.Equal(TestInstances.DataSetSha256(_folder.Combine("2", "7.dcm")), _received.Instances["2.25.1000207"].Sha256);
    }

    private sealed class NotBanned : IAssociationPolicy
    {
        public AssociationVerdict Decide(AssociationAttempt attempt) =>
            attempt.CallingAeTitle == "BANNED" ? AssociationVerdict.CallingAeTitleNotRecognized : AssociationVerdict.Accept;
    }
}

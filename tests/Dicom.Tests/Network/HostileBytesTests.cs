using System.Net;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>
/// Good conversations with bytes changed, removed, doubled: every one ends, none as a fault of ours, and the server is as good afterwards as before.
/// </summary>
public sealed class HostileBytesTests : IAsyncDisposable, INetworkObserver
{
    private static readonly byte[][] s_nasty =
        [[0], [0xFF], [0x7F], [0x80], [0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x80, 0, 0, 0]];

    private readonly HandMovedClock _clock = new();
    private readonly MemoryStore _store = new();
    private readonly DicomServer _server;
    private readonly List<Exception> _faults = [];

    public HostileBytesTests() => _server = new(new DicomServerOptions { Observer = this }, _store, _clock);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Three_hundred_mutations_of_a_good_conversation_leave_the_server_good(int seed)
    {
        Random random = new(seed);
        byte[] request = Request(), store = Store();
        for (int i = 0; i < 300; i++)
        {
            bool inRequest = random.Next(3) == 0;
            await TalkAsync(inRequest ? Mutated(random, request) : request, inRequest ? store : Mutated(random, store), $"seed {seed}, case {i}");
        }

        Assert.Empty(_faults);
        long before = _store.Completed.Count;
        await TalkAsync(request, store, "the good one");
        Assert.Equal(before + 1, _store.Completed.Count);
        Assert.Equal(0, _server.Connections);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    void INetworkObserver.Failed(AssociationInfo association, Exception exception)
    {
        lock (_faults)
        {
            _faults.Add(exception);
        }
    }

    /// <summary>Says all of it, reads whatever is answered, closes; then the server has to let go.</summary>
    private async Task TalkAsync(byte[] request, byte[] rest, string which)
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        Task session = _server.ServeAsync(ours, new(IPAddress.Loopback, 104), new(_clock, 1024));
        Task draining = theirs.CopyToAsync(Stream.Null);
        await theirs.WriteAsync(request);
        await theirs.WriteAsync(rest);
        await theirs.FlushAsync();
        await ((InMemoryConnection)theirs).EndAsync();
        try
        {
            await session.WaitAsync(ScriptedPeer.Patience);
            await draining.WaitAsync(ScriptedPeer.Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{which} hangs: {Convert.ToHexString(request)} {Convert.ToHexString(rest)}");
        }
    }

    private static byte[] Request() => new AssociateRequest
    {
        CalledAeTitle = "DICOMNODE",
        CallingAeTitle = "FUZZ",
        Contexts = [new(1, Uids.Verification, [Uids.ImplicitVrLittleEndian]), new(3, Uids.CtImageStorage, [Uids.ExplicitVrLittleEndian])],
        User = new() { MaxPduLength = 16384, ImplementationClassUid = "2.25.1", UserIdentity = new(1, true, "u"u8.ToArray(), default), RoleSelections = [new(Uids.CtImageStorage, true, true)] },
    }.Write().ToArray();

    private static byte[] Store()
    {
        byte[] dataSet = new byte[DataPdu.HeadersLength + 600];
        PresentationDataValue.WriteHeaders(dataSet, 3, isCommand: false, isLast: true, 600);
        return
        [
            .. DataPdu.WriteCommand(3, CommandSet.Store(1, new(Uids.CtImageStorage, "1.2", Uids.ExplicitVrLittleEndian, Stream.Null)).ToArray(), 100),
            .. dataSet, .. ReleaseRequest.Write().Span,
        ];
    }

    private static byte[] Mutated(Random random, byte[] good)
    {
        List<byte> bytes = [.. good];
        for (int left = 1 << random.Next(4); left > 0 && bytes.Count > 0; left--)
        {
            int at = random.Next(bytes.Count);
            byte[] nasty = s_nasty[random.Next(s_nasty.Length)];
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, Math.Min(nasty.Length, bytes.Count - at)); bytes.InsertRange(at, nasty); break;
                case 2: bytes.RemoveRange(at, Math.Min(1 << random.Next(8), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, nasty); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }
}

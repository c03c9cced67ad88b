using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>The other end of a connection, which does exactly what the test says, right or wrong.</summary>
internal sealed class ScriptedPeer(Stream stream) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>A PDU of the node's, its body without the header.</summary>
    public async Task<(PduType Type, byte[] Body)> ReceiveAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        byte[] header = new byte[PduFrame.HeaderLength];
        await stream.ReadExactlyAsync(header, limit.Token);
        byte[] body = new byte[System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
        await stream.ReadExactlyAsync(body, limit.Token);
        return ((PduType)header[0], body);
    }

    public async Task<byte[]> ReceiveAsync(PduType expected)
    {
        (PduType type, byte[] body) = await ReceiveAsync();
        Assert.Equal((expected, true), (type, type == expected || body.Length > 0));
        return body;
    }

    /// <summary>The node closed the connection: nothing comes any more.</summary>
    public async Task ExpectCloseAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], limit.Token));
    }

    public Task SendRequestAsync(string calling = "TESTER", string called = "DICOMNODE", uint maxPduLength = 16384) =>
        SendRequestOfAsync(calling, called, new() { MaxPduLength = maxPduLength, ImplementationClassUid = "2.25.1" });

    /// <summary>With what the requestor says of itself.</summary>
    public async Task<AssociateAccept> AssociateAsync(UserInformation user)
    {
        await SendRequestOfAsync("TESTER", "DICOMNODE", user);
        return AssociateAccept.Read(new(await ReceiveAsync(PduType.AssociateAccept)));
    }

    public async Task AssociateAsync()
    {
        await SendRequestAsync();
        await ReceiveAsync(PduType.AssociateAccept);
    }

    private Task SendRequestOfAsync(string calling, string called, UserInformation user) => SendAsync(new AssociateRequest
    {
        CalledAeTitle = called,
        CallingAeTitle = calling,
        Contexts = [new(1, Uids.Verification, [Uids.ImplicitVrLittleEndian]), new(3, Uids.CtImageStorage, [Uids.ExplicitVrLittleEndian])],
        User = user,
    }.Write());

    /// <summary>Takes the request of a client and accepts all of it, roles too.</summary>
    /// <returns>The request.</returns>
    public async Task<AssociateRequest> AcceptAsync(uint maxPduLength = 16384)
    {
        AssociateRequest request = AssociateRequest.Read(new(await ReceiveAsync(PduType.AssociateRequest)));
        await SendAsync(new AssociateAccept
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            Contexts = [.. request.Contexts.Select(c => new PresentationContextResult(c.Id, ContextResult.Acceptance, c.TransferSyntaxes[0]))],
            User = new() { MaxPduLength = maxPduLength, RoleSelections = request.User.RoleSelections },
        }.Write());
        return request;
    }

    public Task SendCommandAsync(byte contextId, CommandSet command) => SendAsync(DataPdu.WriteCommand(contextId, command.ToArray(), 16384));

    public Task SendDataAsync(byte contextId, byte[] data, bool isLast)
    {
        byte[] pdu = new byte[DataPdu.HeadersLength + data.Length];
        PresentationDataValue.WriteHeaders(pdu, contextId, isCommand: false, isLast, data.Length);
        data.CopyTo(pdu, DataPdu.HeadersLength);
        return SendAsync(pdu);
    }

    public async Task SendMessageAsync(byte contextId, CommandSet command, DataSet dataSet)
    {
        await SendCommandAsync(contextId, command);
        await SendDataAsync(contextId, DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian), isLast: true);
    }

    /// <summary>A message with its data set, in implicit VR.</summary>
    public async Task<(CommandSet Command, DataSet DataSet)> ReceiveMessageAsync()
    {
        (CommandSet command, byte[] dataSet, _) = await ReceiveStoreAsync();
        return (command, DataSetReader.Read(dataSet, TransferSyntax.ImplicitVrLittleEndian));
    }

    public async Task<CommandSet> ReceiveCommandAsync()
    {
        List<byte> command = [];
        while (true)
        {
            (bool isCommand, byte[] data, bool isLast) = await ReceiveMessagePartAsync();
            Assert.True(isCommand, "A data set came where a command should.");
            command.AddRange(data);
            if (isLast)
            {
                return CommandSet.Read(command.ToArray());
            }
        }
    }

    /// <summary>Takes a request with its data set.</summary>
    public async Task<(CommandSet Command, byte[] DataSet, int Pdus)> ReceiveStoreAsync()
    {
        CommandSet command = await ReceiveCommandAsync();
        List<byte> dataSet = [];
        for (int pdus = 1; ; pdus++)
        {
            (_, byte[] data, bool isLast) = await ReceiveMessagePartAsync();
            dataSet.AddRange(data);
            if (isLast)
            {
                return (command, [.. dataSet], pdus);
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<(bool IsCommand, byte[] Data, bool IsLast)> ReceiveMessagePartAsync()
    {
        ReadOnlySequence<byte> body = new(await ReceiveAsync(PduType.Data));
        Assert.True(PresentationDataValue.TryRead(ref body, out PresentationDataValue value));
        return (value.IsCommand, value.Data.ToArray(), value.IsLast);
    }
}

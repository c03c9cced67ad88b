using System.Buffers;
using System.Buffers.Binary;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Dimse;

/// <summary>However a peer cuts its messages into values and PDUs (PS3.8 Annex E), the same messages come out; what it must not do is refused.</summary>
public sealed class MessageReaderTests : IMessageHandler
{
    private static readonly byte[] s_command = CommandSet.Store(7, new(Uids.CtImageStorage, "1.2.3", Uids.ExplicitVrLittleEndian, Stream.Null)).ToArray();
    private static readonly byte[] s_dataSet = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))];
    private readonly ArrayBufferWriter<byte> _data = new();
    private readonly List<string> _events = [];

    [Fact]
    public async Task Any_fragmentation_gives_the_same_message()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            MessageReader reader = new(this);
            _data.ResetWrittenCount();
            _events.Clear();
            List<byte[]> values = [.. Cut(random, s_command, isCommand: true), .. Cut(random, s_dataSet, isCommand: false)];
            while (values.Count > 0)
            {
                int together = random.Next(1, values.Count + 1); // values of command and data set may share a PDU
                await reader.ReadAsync(new(values.Take(together).SelectMany(v => v).ToArray()), default);
                values.RemoveRange(0, together);
            }

            Assert.Equal(["command 3 StoreRequest 7", "last"], _events);
            Assert.True(_data.WrittenSpan.SequenceEqual(s_dataSet), $"seed {seed}");
            Assert.False(reader.InMessage);
        }
    }

    [Fact]
    public async Task A_pdu_without_a_value_changes_nothing()
    {
        MessageReader reader = new(this);
        await reader.ReadAsync(default, default);
        Assert.False(reader.InMessage);
        Assert.Empty(_events);
    }

    [Fact]
    public async Task A_data_set_of_nothing_is_a_data_set()
    {
        MessageReader reader = new(this);
        await reader.ReadAsync(new([.. Value(3, 3, s_command), .. Value(3, 2, [])]), default);
        Assert.Equal(["command 3 StoreRequest 7", "last"], _events);
        Assert.Equal(0, _data.WrittenCount);
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "inside a message of context 3", [.. Value(3, 3, s_command), .. Value(5, 0, s_dataSet)] },
        { "inside a message of context 3", [.. Value(3, 1, s_command[..20]), .. Value(5, 3, s_command[20..])] },
        { "inside a data set", [.. Value(3, 3, s_command), .. Value(3, 0, s_dataSet), .. Value(3, 3, s_command)] },
        { "without a command", Value(3, 2, s_dataSet) },
        { "without a command", [.. Value(3, 3, s_command), .. Value(3, 2, s_dataSet), .. Value(3, 2, s_dataSet)] },
        { "longer than", [.. Enumerable.Repeat(Value(3, 1, new byte[1000]), 17).SelectMany(v => v)] },
        { "cannot be read", Value(3, 3, [1, 2, 3]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_has_no_place_is_refused(string why, byte[] body)
    {
        DicomProtocolException e = await Assert.ThrowsAsync<DicomProtocolException>(async () => await new MessageReader(this).ReadAsync(new(body), default));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    ValueTask IMessageHandler.CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken)
    {
        _events.Add($"command {contextId} {command.Field} {command.MessageId}");
        return ValueTask.CompletedTask;
    }

    ValueTask IMessageHandler.DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken)
    {
        _data.Write(fragment.ToArray());
        if (isLast)
        {
            _events.Add("last");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Into pieces of many sizes, empty ones among them, also at the end.</summary>
    private static IEnumerable<byte[]> Cut(Random random, byte[] message, bool isCommand)
    {
        int kind = isCommand ? 1 : 0, at = 0;
        int longest = random.Next(1, message.Length + 1);
        while (at < message.Length)
        {
            int length = Math.Min(random.Next(0, longest + 1), message.Length - at);
            at += length;
            bool last = at == message.Length && random.Next(2) == 0;
            yield return Value(3, (byte)(kind | (last ? 2 : 0)), message[(at - length)..at]);
            if (last)
            {
                yield break;
            }
        }

        yield return Value(3, (byte)(kind | 2), []);
    }

    private static byte[] Value(byte context, byte control, byte[] data)
    {
        byte[] value = new byte[PresentationDataValue.HeaderLength + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(value, data.Length + 2);
        (value[4], value[5]) = (context, control);
        data.CopyTo(value, PresentationDataValue.HeaderLength);
        return value;
    }
}

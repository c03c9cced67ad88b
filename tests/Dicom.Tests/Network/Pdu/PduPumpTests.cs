using System.Buffers;
using System.IO.Pipelines;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Pdu;

public class PduPumpTests
{
    private static readonly byte[] s_abortAndRelease = [7, 0, 0, 0, 0, 4, 0, 0, 2, 6, 5, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    [Fact]
    public async Task Pdus_come_whole_when_the_bytes_come_one_at_a_time()
    {
        Pipe pipe = new();
        List<(PduType, string)> seen = [];
        Task pump = PduPump.RunAsync(pipe.Reader, 1024, (type, body, _, _) => Add(seen, type, body), default);
        foreach (byte b in s_abortAndRelease)
        {
            await pipe.Writer.WriteAsync(new[] { b });
        }

        await pipe.Writer.CompleteAsync();
        await pump;
        Assert.Equal([(PduType.Abort, "00000206"), (PduType.ReleaseRequest, "00000000")], seen);
    }

    [Fact]
    public async Task A_close_inside_a_body_is_not_a_clean_end()
    {
        Pipe pipe = new();
        await pipe.Writer.WriteAsync(s_abortAndRelease.AsMemory(0, 13));
        await pipe.Writer.CompleteAsync();
        List<(PduType, string)> seen = [];
        PduException e = await Assert.ThrowsAsync<PduException>(() => PduPump.RunAsync(pipe.Reader, 1024, (type, body, _, _) => Add(seen, type, body), default));
        Assert.True(e.ConnectionEnded);
        Assert.Single(seen);
    }

    private static ValueTask Add(List<(PduType, string)> seen, PduType type, ReadOnlySequence<byte> body)
    {
        seen.Add((type, Convert.ToHexString(body.ToArray())));
        return ValueTask.CompletedTask;
    }
}

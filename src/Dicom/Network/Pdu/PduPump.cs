using System.Buffers;
using System.IO.Pipelines;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Takes a PDU; its body is valid only during the call.</summary>
/// <param name="more">Bytes that came after it are here already.</param>
internal delegate ValueTask PduHandler(PduType type, ReadOnlySequence<byte> body, bool more, CancellationToken cancellationToken);

/// <summary>The only loop that touches the <see cref="PipeReader"/>: bytes in, whole PDUs out, one after the other.</summary>
internal static class PduPump
{
    /// <summary>So many PDUs of one buffer are handled in a row; then other associations come first. Only peers that send ahead of our answers get there.</summary>
    private const int Turn = 16;

    /// <summary>Returns when the peer has closed the connection between two PDUs.</summary>
    /// <exception cref="PduException">What came is no PDU, or the connection ended inside one.</exception>
    public static async Task RunAsync(PipeReader input, uint maxBody, PduHandler handle, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            try
            {
                for (int taken = 1; PduFrame.TryRead(ref buffer, maxBody, out PduType type, out ReadOnlySequence<byte> body); taken++)
                {
                    await handle(type, body, !buffer.IsEmpty, cancellationToken).ConfigureAwait(false);
                    if (taken % Turn == 0)
                    {
                        await Task.Yield();
                    }
                }
            }
            catch (PduException)
            {
                input.AdvanceTo(read.Buffer.End); // the cut is lost; DiscardAsync may go on from here
                throw;
            }

            if (read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.End);
                if (buffer.IsEmpty)
                {
                    return;
                }

                throw PduException.Truncated(buffer.Length);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>After bytes that were no PDU: reads on, so that the peer can take our A-ABORT, until it closes.</summary>
    public static async Task DiscardAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!input.TryRead(out ReadResult read))
            {
                read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}

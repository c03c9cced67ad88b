using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels.Codecs.Jpeg;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>
/// JPEG by ITU-T T.81 with Huffman codes: sequential DCT with 8 or 12 bits (processes 1, 2 and 4), lossless with every predictor (process 14). PS3.5 §8.2.1, §A.4.1.
/// The frame header decides which process it is, not the transfer syntax: archives hold gray images where the two differ.
/// </summary>
public sealed class JpegDecoder : IFrameDecoder
{
    public bool CanDecode(TransferSyntax transferSyntax) => transferSyntax.Uid is Uids.JpegBaseline8Bit or Uids.JpegExtended12Bit or Uids.JpegLossless or Uids.JpegLosslessSv1;

    public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
    {
        JpegReader reader = new(Bitstream.Of(fragments).Span);
        if (!reader.TryReadMarker(out byte marker) || marker != JpegMarker.StartOfImage)
        {
            throw Bitstream.Refused("JPEG", "no start of image");
        }

        JpegTables tables = new();
        JpegFrame? frame = null;
        JpegCoding? coding = null;
        while (coding?.IsComplete != true)
        {
            if (!reader.TryReadMarker(out marker) || marker == JpegMarker.EndOfImage)
            {
                throw Bitstream.Refused("JPEG", "the image ends before all of its components are there");
            }

            if (JpegMarker.IsRestart(marker) || marker is JpegMarker.StartOfImage or JpegMarker.Temporary)
            {
                continue; // these have no body
            }

            ReadOnlySpan<byte> segment = reader.ReadSegment();
            if (JpegMarker.IsFrame(marker))
            {
                frame = frame is null ? JpegFrame.Read(segment) : throw Bitstream.Refused("JPEG", "a second frame header");
                frame.Check(format);
                coding = Coding(marker, frame, transferSyntax, format);
            }
            else if (marker == JpegMarker.StartOfScan)
            {
                if (frame is null || coding is null)
                {
                    throw Bitstream.Refused("JPEG", "a scan without a frame");
                }

                reader.Skip(coding.DecodeScan(JpegScan.Read(segment, frame), tables, reader.Rest, native));
            }
            else
            {
                tables.Read(marker, segment);
            }
        }

        coding.Complete(tables, native);
    }

    private static JpegCoding Coding(byte marker, JpegFrame frame, TransferSyntax transferSyntax, PixelFormat format)
    {
        bool isLossless = marker == JpegMarker.Lossless;
        if (frame.Components.Count > 1 && isLossless != (transferSyntax.Uid is Uids.JpegLossless or Uids.JpegLosslessSv1))
        {
            throw Bitstream.Refused("JPEG", $"a {(isLossless ? "lossless" : "lossy")} colour frame under {transferSyntax}: which colours it has is not said");
        }

        return marker switch
        {
            JpegMarker.Baseline or JpegMarker.ExtendedSequential => new DctCoding(frame, format, DecodedFormat.Of(transferSyntax, format).PhotometricInterpretation == "RGB"),
            JpegMarker.Lossless => new LosslessCoding(frame, format),
            JpegMarker.Progressive => throw Bitstream.Refused("JPEG", "progressive frames are not supported"),
            _ => throw Bitstream.Refused("JPEG", $"frames of the kind {marker:X2}H are not supported"),
        };
    }
}

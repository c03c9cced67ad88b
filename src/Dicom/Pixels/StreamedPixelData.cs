using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>Native pixel data that are made while they are written, frame by frame. PS3.5 §8.1.1: frames follow one another without a break, and the end is padded to an even length.</summary>
public static class StreamedPixelData
{
    /// <summary>About so many bytes go to the stream at once.</summary>
    private const int Piece = 1 << 20;

    public static StreamedElement Of(IFrameBytes frames)
    {
        PixelFormat format = frames.Format;
        long length = ((format.FrameBits * format.NumberOfFrames) + 7) / 8;
        return new(Tags.PixelData, format.BitsAllocated > 8 ? Vr.OW : Vr.OB, length + (length % 2), stream => Write(frames, length, stream));
    }

    private static void Write(IFrameBytes frames, long length, Stream stream)
    {
        PixelFormat format = frames.Format;
        if (format.FrameBits % 8 != 0)
        {
            WriteSharingBytes(frames, stream);
        }
        else
        {
            int frameLength = (int)(format.FrameBits / 8);
            byte[] several = new byte[frameLength * Math.Max(1, Piece / frameLength)];
            int filled = 0;
            for (int frame = 0; frame < format.NumberOfFrames; frame++)
            {
                frames.Read(frame, several.AsSpan(filled, frameLength));
                filled += frameLength;
                if (filled == several.Length || frame == format.NumberOfFrames - 1)
                {
                    stream.Write(several, 0, filled);
                    filled = 0;
                }
            }
        }

        if (length % 2 != 0)
        {
            stream.WriteByte(0);
        }
    }

    /// <summary>Single bits: a frame begins where the one before it ended, in the middle of a byte.</summary>
    private static void WriteSharingBytes(IFrameBytes frames, Stream stream)
    {
        PixelFormat format = frames.Format;
        int frameBits = (int)format.FrameBits;
        byte[] own = new byte[(frameBits + 7) / 8], shifted = new byte[own.Length + 1];
        int used = 0; // bits of shifted[0] that belong to the frame before
        for (int frame = 0; frame < format.NumberOfFrames; frame++)
        {
            frames.Read(frame, own);
            shifted.AsSpan(1).Clear();
            for (int i = 0; i < own.Length; i++)
            {
                int bits = own[i] << used;
                shifted[i] |= (byte)bits;
                shifted[i + 1] = (byte)(bits >> 8);
            }

            int whole = (used + frameBits) / 8;
            stream.Write(shifted, 0, whole);
            used = (used + frameBits) % 8;
            shifted[0] = used > 0 ? shifted[whole] : (byte)0;
        }

        if (used > 0)
        {
            stream.WriteByte(shifted[0]);
        }
    }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>What every decoder does with the fragments of a frame.</summary>
internal static class Bitstream
{
    /// <summary>The fragments of one frame as one piece; copied only when there are several.</summary>
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        if (fragments.Count == 1)
        {
            return fragments[0];
        }

        byte[] all = new byte[fragments.Sum(f => f.Length)];
        int length = 0;
        foreach (ReadOnlyMemory<byte> fragment in fragments)
        {
            fragment.CopyTo(all.AsMemory(length));
            length += fragment.Length;
        }

        return all;
    }

    public static DicomDataException Refused(string codec, string why) => new($"{Tags.PixelData}: {codec}: {why}.", Tags.PixelData);
}

using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Segmentation.Volumes;

/// <summary>How native samples of one gray frame are coded. PS3.5 §8.1.1, PS3.3 §C.7.6.3.</summary>
/// <param name="BitsAllocated">8 or 16.</param>
/// <param name="BitsStored">What lies above the stored bits is dropped: old overlays and other dirt are seen there.</param>
internal readonly record struct StoredValues(int BitsAllocated, int BitsStored, int HighBit, bool IsSigned)
{
    /// <exception cref="VolumeException">Not gray samples of 8 or 16 bits.</exception>
    public static StoredValues Of(DataSet image)
    {
        int allocated = image.GetInt32(Tags.BitsAllocated) ?? 16;
        int stored = image.GetInt32(Tags.BitsStored) ?? allocated;
        int high = image.GetInt32(Tags.HighBit) ?? stored - 1;
        int samples = image.GetInt32(Tags.SamplesPerPixel) ?? 1;
        if (samples != 1 || allocated is not (8 or 16) || stored < 1 || stored > allocated || high < stored - 1 || high >= allocated)
        {
            throw new VolumeException($"{samples} samples per pixel of {allocated} bits ({stored} stored, high bit {high}) are no gray values of 8 or 16 bits.");
        }

        return new StoredValues(allocated, stored, high, image.GetInt32(Tags.PixelRepresentation) == 1);
    }

    /// <summary>
    /// Writes <c>value * slope + intercept</c>, computed in float64 and rounded to float32 once: PET slopes have more digits than a float32.
    /// </summary>
    /// <param name="bytes">Little endian samples, at least as many as <paramref name="values"/> is long.</param>
    public void Rescale(ReadOnlySpan<byte> bytes, double slope, double intercept, Span<float> values)
    {
        int drop = 32 - HighBit - 1; // to the top, where the sign is, and down again
        int down = 32 - BitsStored;
        if (BitsAllocated == 8)
        {
            for (int i = 0; i < values.Length; i++)
            {
                int value = IsSigned ? (bytes[i] << drop) >> down : (int)(((uint)bytes[i] << drop) >> down);
                values[i] = (float)((value * slope) + intercept);
            }

            return;
        }

        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes)[..values.Length]; // every .NET platform that we run on is little endian
        if (IsSigned)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)((((words[i] << drop) >> down) * slope) + intercept);
            }
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(((((uint)words[i] << drop) >> down) * slope) + intercept);
            }
        }
    }
}

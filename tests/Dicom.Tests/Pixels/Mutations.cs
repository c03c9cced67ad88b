using DicomNode.Dicom.Data;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>Damages bitstreams: bits turned, bytes set, pieces cut out, doubled or cut off. The seed is fixed, so a failure comes again.</summary>
internal static class Mutations
{
    /// <summary>Anything but success and <see cref="DicomDataException"/> fails the test.</summary>
    /// <param name="count">How many damaged streams are tried.</param>
    public static void Try(byte[] sound, int count, Action<byte[]> decode)
    {
        Random random = new(20260101);
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = Damage(sound, random);
            try
            {
                decode(damaged);
            }
            catch (DicomDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, count); // otherwise nothing was damaged
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 4; i--)
        {
            int at = random.Next(2) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(bytes.Count, 200)); // headers more often than their share
            int length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = 0xFF;
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}

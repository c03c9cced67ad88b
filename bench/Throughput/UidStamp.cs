using System.Globalization;
using System.Text;

namespace DicomNode.Bench;

/// <summary>
/// Turns encoded bytes of a made series into another instance of another series, in place: the UIDs of <see cref="Testing.MadeSeries"/> end
/// with the digits of seed (6), kind (1) and index (6). A receiver that has seen a UID before answers faster or slower than one that has
/// not, and neither is the question.
/// </summary>
internal sealed class UidStamp
{
    private const int Searched = 16 * 1024, SeedDigits = 6, IndexDigits = 6;
    private const byte InstanceKind = (byte)'2';
    private readonly List<int> _places = [];

    public UidStamp(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> front = encoded[..Math.Min(encoded.Length, Searched)], root = "2.25.4711"u8;
        for (int from = 0, at; (at = front[from..].IndexOf(root)) >= 0; from += at + root.Length)
        {
            _places.Add(from + at + root.Length);
        }
    }

    public void Apply(Span<byte> encoded, int seed, int index)
    {
        foreach (int place in _places)
        {
            Put(encoded.Slice(place, SeedDigits), seed);
            if (encoded[place + SeedDigits] == InstanceKind)
            {
                Put(encoded.Slice(place + SeedDigits + 1, IndexDigits), index);
            }
        }
    }

    private static void Put(Span<byte> digits, int number) => Encoding.ASCII.GetBytes(number.ToString("D6", CultureInfo.InvariantCulture), digits);
}

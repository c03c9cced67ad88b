using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;

namespace DicomNode.Tests.Decoding;

/// <summary>Codestreams of 16 columns and 12 rows, and what was compressed in them: a few hundred bytes each.</summary>
internal static class TinyImages
{
    private const int Rows = 12, Columns = 16;

    /// <summary>12 bits in cells of 16.</summary>
    public static PixelFormat Gray { get; } = MadeImage.Format(Rows, Columns, 12);

    public static PixelFormat Gray8 { get; } = MadeImage.Format(Rows, Columns, 8);

    public static PixelFormat Mask { get; } = MadeImage.Format(Rows, Columns, 1);

    public static byte[] GrayCells { get; } = Cells((x, y) => (ushort)((((x * 17) + (y * 31)) % 251 * 16) + x));

    public static byte[] Gray8Cells { get; } = [.. Pixels((x, y) => (byte)((x * 15) + y))];

    /// <summary>Eight pixels to a byte, the first in the lowest bit.</summary>
    public static byte[] MaskCells { get; } =
        [.. Pixels((x, y) => (x + y) % 3 == 0).Chunk(8).Select(eight => (byte)eight.Select((isSet, bit) => isSet ? 1 << bit : 0).Sum())];

    /// <summary><see cref="GrayCells"/> by opj_compress 2.5.0.</summary>
    public static byte[] Jpeg2000 { get; } = Convert.FromBase64String(
        "/0//UQApAAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAABCwEB/1IADAAAAAEAAQQEAAH/XAAHQGBoaHD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAADsAAH/k9/hPBIbtmXS3rRsx6fu7Jce3OXj+x6WYXFjwc4wr5lQ6J6lvU5qiuiNVlGBe1tM2+L/TyS1gJINPxyF+KZI3j1mwds3vAPJrD1uMaPrSbuqjhvP8Gc/wYx/gfA2EUgqAk8/KnbZvdDbvuQ4MIwjVF2yh/hfTiqA1vdkl5FL+4og8xaigb5muBp/chi2Zn8ec+NNYyKBW6t+3Rsr2qUoVefmyEVgqvvfPxtPRooW0hjuIDSdDa+1Mt3yBb2QQy4tBCsnYGq1fu6B6tWFhjzEhsTBf/SUu2ah9jjJb8tfz//Z");

    /// <summary><see cref="GrayCells"/> by ojph_compress 0.9.0.</summary>
    public static byte[] HighThroughput { get; } = Convert.FromBase64String(
        "/0//UQApQAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAABCwEB/1AACAACAAAAB/9SAAwAAgABAAEEBEAB/1wAByBwcHB4/2QAFgABT3BlbkpQSCBWZXIgMC45LjAu/5AACgAAAAABDwAB/5PAAXqY/38Hu9vf3UbMzIBDcIpFifq5BEs56R9gRDQAwvH3Shzsezc+v8sqtl324nOTu9Q9KZcqeGNyInWFmOgIFNBWGKYy9QK8DhYxzejkIAlEMgF3MAHAAXdQAF3cAAur9eqzPuFd3/qUFYOBV32EV33qE1591FcfEDH4+vSpj/rUB3Oqj/qUFYP9gBkutpHzYaC70pAIZGPQAfWkUR+5zZz6vF546zO8pFEfua1e/fC8Rx/vec97yqc+/jZpLMD1ec+CeBHLq0kGAXTNB/0hQDecY9MB17v++td/vesb3uu7Pq6/vuutd/3rv77ru/6DRr6UOzAuh4X+kIAznKPRAf/Z");

    /// <summary><see cref="GrayCells"/> by dcmcjpls 3.6.7.</summary>
    public static byte[] JpegLs { get; } = Convert.FromBase64String(
        "/9j/9wALEAAMABABAREA//gADQH//wASAEMBFABA/9oACAEBAAAAALEOIcQ4fw6htDKF0KoTQig9BqCwADVvwYixBh5DiGkMIWQohJCCDkGAAGqwA+/+DBmCsEYGQIgJAH/f5/X8AKffg/bEX3v0/L8Pu+z6vo+b5AADfYA+98nxYg+58Hve57Xset6gABxsAfc9T0vQ87D32vM8ryPG8QAA52AfauJ4Xgd93ndIc+x3HbdoAAdbAPsW0tlbC11rLVWo6ZDX1ukAAO9gH1rSWitBZ6zlmrMWW5TkkMfUdPPqchx3GcVxHDcJwXAb9vm9AAGkgeA+lvG7bpuW4bdtm1bRs2ybE6dfd+hsGva5rWsatqmpahp2mAACFYB87DH0tM0rSNG0TQtAz7PAABEsB8zPM6ws///Z");

    /// <summary>About <see cref="Gray8Cells"/>, progressive, by dcmcjpeg 3.6.7.</summary>
    public static byte[] Progressive { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wgALCAAMABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACAf/2gAIAQEAAAABj6gNCg//xAAXEAADAQAAAAAAAAAAAAAAAAAAAQYC/9oACAEBAAEFAp3JO5J1E6j/xAAVEAEBAAAAAAAAAAAAAAAAAAAAAv/aAAgBAQAGPwKUpS//xAAWEAEBAQAAAAAAAAAAAAAAAAAAARD/2gAIAQEAAT8hwmDB/9oACAEBAAAAEA//xAAWEAEBAQAAAAAAAAAAAAAAAABRAEH/2gAIAQEAAT8QMRiyCyC//9k=");

    /// <summary><see cref="MaskCells"/>, one bit a sample, by opj_compress 2.5.0. GDCM 3.0.21 dies on such a one.</summary>
    public static byte[] Jpeg2000Mask { get; } = Convert.FromBase64String(
        "/0//UQApAAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAABAAEB/1IADAAAAAEAAQQEAAH/XAAHQAgQEBj/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAA5AAH/k9UAB/FN1pAEUsPKqVE6UBApirQuG0mBAx8OK7H/aDNdX0DE7HXfgRB635//2Q==");

    private static byte[] Cells(Func<int, int, ushort> value) => MemoryMarshal.AsBytes<ushort>(Pixels(value).ToArray()).ToArray();

    private static IEnumerable<T> Pixels<T>(Func<int, int, T> value) =>
        from y in Enumerable.Range(0, Rows) from x in Enumerable.Range(0, Columns) select value(x, y);
}

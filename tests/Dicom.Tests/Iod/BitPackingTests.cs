using DicomNode.Dicom.Iod;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class BitPackingTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 66)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_first_pixel_is_the_lowest_bit_of_the_first_byte(int length)
    {
        byte[] mask = Random(length), packed = new byte[BitPacking.PackedLength(length)];
        BitPacking.Pack(mask, packed);
        for (int i = 0; i < packed.Length * 8; i++)
        {
            Assert.Equal(i < length ? mask[i] : 0, (packed[i / 8] >> (i % 8)) & 1);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Ones_become_255(int length)
    {
        byte[] mask = Random(length), pixels = new byte[length];
        BitPacking.Expand(mask, pixels);
        Assert.Equal(mask.Select(m => (byte)(m * 255)), pixels);
    }

    [Fact]
    public void A_union_tells_whether_a_pixel_was_in_it_already()
    {
        byte[] union = new byte[2];
        Assert.False(BitPacking.Unite([0b1010, 0], union));
        Assert.False(BitPacking.Unite([0b0101, 1], union));
        Assert.True(BitPacking.Unite([0, 1], union));
        Assert.Equal([0b1111, 1], union);
    }

    private static byte[] Random(int length)
    {
        Random random = new(length);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(2))];
    }
}

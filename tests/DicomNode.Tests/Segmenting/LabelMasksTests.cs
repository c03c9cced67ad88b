using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using Xunit;

namespace DicomNode.Tests.Segmenting;

public class LabelMasksTests
{
    [Fact]
    public void A_mask_has_ones_where_one_of_its_labels_is_whatever_the_width_of_a_row()
    {
        for (int width = 1; width < 150; width += 7)
        {
            ushort[] labels = [.. Enumerable.Range(0, 2 * width).Select(i => i < width ? (ushort)(i * 31 % 5) : (ushort)0)];
            LabelMasks masks = new(new(labels, new(2, 1, width), new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1))), [Segment(2), Segment(9, 1, 3, 300), Segment(7)]);
            byte[] mask = new byte[width];

            if (labels.Contains((ushort)2))
            {
                Assert.True(masks.TryReadSlice(0, 0, mask));
                Assert.Equal(labels.Take(width).Select(l => (byte)(l == 2 ? 1 : 0)), mask);
            }

            if (labels.Any(l => l is 1 or 3))
            {
                Assert.True(masks.TryReadSlice(1, 0, mask));
                Assert.Equal(labels.Take(width).Select(l => (byte)(l is 1 or 3 ? 1 : 0)), mask);
            }

            Assert.False(masks.TryReadSlice(0, 1, mask));
            Assert.False(masks.TryReadSlice(2, 0, mask));
        }
    }

    private static SegmentSpec Segment(int label, params int[] union) => new()
    {
        Label = label, Labels = union.Length == 0 ? null : union, Name = $"S{label}", Category = new() { Value = "1", Scheme = "99", Meaning = "x" }, Type = new() { Value = "1", Scheme = "99", Meaning = "x" },
    };
}

using DicomNode.Segmentation.Kernels;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

public class ContoursTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Filling_the_polygons_of_any_mask_gives_the_mask_again(int seed)
    {
        Mask mask = Mask.Random(seed);
        IReadOnlyList<PixelPoint[]> polygons = mask.Trace();
        Assert.Equal(mask.Pixels, mask.Fill(polygons));
        Assert.Equal(mask.Pixels.Count(p => p != 0), polygons.Sum(Area), 6);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_two_polygons_share_a_pixel_so_that_readers_may_fill_them_one_by_one(int seed)
    {
        Mask mask = Mask.Random(seed);
        byte[] sum = new byte[mask.Pixels.Length];
        foreach (PixelPoint[] polygon in mask.Trace())
        {
            byte[] alone = mask.Fill([polygon]);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += alone[i];
            }
        }

        Assert.Equal(mask.Pixels, sum);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Points_lie_at_half_pixels_turn_at_right_angles_and_the_first_is_not_repeated(int seed)
    {
        foreach (PixelPoint[] polygon in Mask.Random(seed).Trace())
        {
            Assert.NotEqual(polygon[0], polygon[^1]);
            for (int i = 0; i < polygon.Length; i++)
            {
                PixelPoint here = polygon[i], next = polygon[(i + 1) % polygon.Length];
                Assert.Equal(0.5, Math.Abs(here.Column % 1));
                Assert.Equal(0.5, Math.Abs(here.Row % 1));
                Assert.True(here.Column == next.Column != (here.Row == next.Row), "every edge goes along a row or a column");
            }
        }
    }

    [Fact]
    public void A_single_pixel_is_a_square_around_its_centre()
    {
        PixelPoint[] polygon = Assert.Single(Mask.Of("...", ".#.", "...").Trace());
        Assert.Equal([new(0.5, 0.5), new(1.5, 0.5), new(1.5, 1.5), new(0.5, 1.5)], polygon);
    }

    [Fact]
    public void Points_inside_a_straight_line_are_left_out()
    {
        PixelPoint[] polygon = Assert.Single(Mask.Of("####", "####", "####").Trace());
        Assert.Equal([new(-0.5, -0.5), new(3.5, -0.5), new(3.5, 2.5), new(-0.5, 2.5)], polygon);
    }

    [Theory]
    [InlineData("#.", ".#")]
    [InlineData(".#", "#.")]
    public void Pixels_that_touch_at_a_corner_only_are_polygons_of_their_own(string first, string second) =>
        Assert.Equal([4, 4], Mask.Of(first, second).Trace().Select(p => p.Length));

    [Fact]
    public void A_hole_is_joined_to_its_outline_and_what_lies_in_it_is_a_polygon_of_its_own()
    {
        Mask mask = Mask.Of(
            "#######",
            "#.....#",
            "#.###.#",
            "#.#.#.#",
            "#.###.#",
            "#.....#",
            "#######");
        IReadOnlyList<PixelPoint[]> polygons = mask.Trace();
        Assert.Equal([24, 8], polygons.Select(p => (int)Area(p)));
        Assert.Equal([4 + 4 + 3, 4 + 4 + 3], polygons.Select(p => p.Length)); // outline, hole, and a keyhole: two points on the outline, one more on the hole
        Assert.Equal(mask.Pixels, mask.Fill(polygons));
    }

    [Fact]
    public void Holes_in_a_row_and_holes_that_meet_at_a_corner_are_all_joined()
    {
        Mask mask = Mask.Of(
            "##########",
            "#.#.#.#.##",
            "###.######",
            "#.##.##.##",
            "##.##.##.#",
            "##########");
        PixelPoint[] polygon = Assert.Single(mask.Trace());
        Assert.Equal(mask.Pixels, mask.Fill([polygon]));
    }

    [Fact]
    public void An_empty_mask_has_no_polygon() => Assert.Empty(Mask.Of("...", "...").Trace());

    [Fact]
    public void Thousands_of_holes_in_one_outline_are_walked_without_deep_recursion()
    {
        const int Size = 401;
        byte[] pixels = new byte[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((i / Size % 2) + (i % Size % 2) == 2 ? 0 : 1);
        }

        PixelPoint[] polygon = Assert.Single(Contours.Trace(pixels, Size, Size));
        Assert.Equal(pixels.Count(p => p != 0), Area(polygon), 3);
    }

    [Fact]
    public void Any_value_but_zero_is_mask() =>
        Assert.Equal(Contours.Trace([0, 1, 1, 0], 2, 2), Contours.Trace([0, 7, 255, 0], 2, 2));

    [Fact]
    public void A_mask_of_another_size_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Contours.Trace(new byte[5], 2, 3));

    /// <summary>Positive when walked clockwise in an image, whose rows go down.</summary>
    private static double Area(PixelPoint[] p) =>
        p.Select((a, i) => (a.Column * p[(i + 1) % p.Length].Row) - (p[(i + 1) % p.Length].Column * a.Row)).Sum() / 2;
}

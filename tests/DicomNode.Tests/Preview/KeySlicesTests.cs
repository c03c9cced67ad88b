using DicomNode.Preview;
using Xunit;

namespace DicomNode.Tests.Preview;

public class KeySlicesTests
{
    [Fact]
    public void A_structure_is_shown_where_it_is_largest() =>
        Assert.Equal([2], KeySlices.Choose([[0, 5, 9, 5, 0]], 9));

    [Fact]
    public void Structures_that_lie_apart_get_a_slice_each_in_the_order_of_the_slices() =>
        Assert.Equal([1, 4], KeySlices.Choose([[0, 0, 0, 0, 7], [3, 8, 1, 0, 0]], 9));

    [Fact]
    public void A_slice_that_shows_hardly_more_is_not_worth_an_image() =>
        Assert.Equal([1], KeySlices.Choose([[0, 100, 0], [0, 98, 100]], 9));

    [Fact]
    public void Of_more_structures_than_images_those_slices_are_taken_that_show_most() =>
        Assert.Equal([2], KeySlices.Choose([[9, 0, 9], [0, 9, 9], [2, 0, 9]], 1));

    [Fact]
    public void Where_there_is_nothing_no_slice_is_shown() =>
        Assert.Empty(KeySlices.Choose([[0, 0, 0]], 9));
}

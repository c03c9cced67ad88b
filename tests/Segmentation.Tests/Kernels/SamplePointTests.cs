using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

public class SamplePointTests
{
    // 42 slices made of 35: slice 12 lies on 1.2 * 12.5 - 0.5, a half, which scale * i + offset misses by a rounding
    [Fact]
    public void A_half_goes_up_however_its_coordinate_was_put_together()
    {
        (double scale, double offset) = ResampleGrids.Axis(ResampleGrid.HalfPixel, 42, 35);
        Assert.True((scale * 12) + offset < 14.5);
        Assert.Equal(15, SamplePoint.Nearest((scale * 12) + offset, 42, halvesToEven: false));
        Assert.Equal(14, SamplePoint.Nearest(14.49, 42, halvesToEven: false));
    }
}

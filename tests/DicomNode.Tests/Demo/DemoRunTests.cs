using DicomNode.Demo;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Demo;

public class DemoRunTests
{
    private static readonly PhantomSettings s_settings = new() { Columns = 136, Rows = 136, Slices = 40, PixelSpacingMm = 3, SliceSpacingMm = 6 };

    [Theory]
    [InlineData(0)]
    [InlineData(12)] // oblique slices, and a result grid that is not the patient's axes
    public async Task A_phantom_goes_through_a_node_and_comes_back_as_what_it_is(double pitchDegrees)
    {
        using TempFolder folder = new();
        DemoReport report = await new DemoRun(folder.Path, s_settings with { PitchDegrees = pitchDegrees }).RunAsync(new Nothing(), CancellationToken.None);

        Assert.True(report.Ok, string.Join("; ", report.Segments));
        Assert.Equal(["Body", "Lung left", "Lung right", "Bone"], report.Segments.Select(s => s.Name));
        Assert.Equal(["SEG", "RTSTRUCT", "SR"], report.Results.Select(r => r.Kind));
        Assert.All(report.Segments, s => Assert.Equal(s.VolumeMl, s.ReportedMl, 0.11)); // rounded by themselves
        Assert.All(report.Results.Select(r => r.File).Concat(report.Previews), f => Assert.True(new FileInfo(f).Length > 0, f));
        Assert.False(Directory.Exists(folder.Combine("node")));
    }

    [Fact]
    public void Dice_is_one_for_the_same_and_falls_with_every_difference()
    {
        Assert.Equal(1, Overlap.Dice([0, 1, 1], [0, 1, 1]));
        Assert.Equal(0.8, Overlap.Dice([0, 1, 1], [1, 1, 1]), 12);
        Assert.Equal(0, Overlap.Dice([0, 0, 1], [1, 1, 0]));
    }

    private sealed class Nothing : IProgress<(double Fraction, string What)>
    {
        public void Report((double Fraction, string What) value)
        {
            // a test has nobody to tell
        }
    }
}

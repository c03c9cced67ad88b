using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>
/// New CT series of 512×512 slices, one per measurement: a receiver that has seen a UID before answers faster or slower than one that
/// has not, and neither is the question.
/// </summary>
internal sealed class SeriesMaker(int count, int firstSeed)
{
    private int _seed = firstSeed;

    public async Task UseAsync(Func<IReadOnlyList<string>, Task> use)
    {
        using TempFolder folder = new();
        await use(new MadeSeries { Seed = _seed++, Slices = count, Rows = 512, Columns = 512, PixelSpacingMm = 0.75, SliceSpacingMm = 2 }.WriteTo(folder.Path));
    }
}

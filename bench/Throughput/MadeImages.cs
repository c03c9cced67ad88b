using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>A few slices; series of any length are made of them by stamping other UIDs into them.</summary>
internal sealed class MadeImages(ImageKind kind)
{
    private const int Different = 32;
    private readonly MadeImage[] _images = Make(kind.Series(Different));

    public ImageKind Kind { get; } = kind;

    public MadeImage this[int index] => _images[index % Different];

    /// <summary>A new series as files, for senders that are programs.</summary>
    public IReadOnlyList<string> WriteTo(string folder, int count)
    {
        int seed = Seeds.Next();
        List<string> files = [];
        for (int i = 0; i < count; i++)
        {
            byte[] file = [.. this[i].File];
            new UidStamp(file).Apply(file, seed, i + 1);
            files.Add(Path.Combine(folder, $"{seed:D6}-{i:D6}.dcm"));
            File.WriteAllBytes(files[^1], file);
        }

        return files;
    }

    private static MadeImage[] Make(MadeSeries series)
    {
        MadeImage[] images = new MadeImage[Different];
        Parallel.For(0, Different, z => images[z] = MadeImage.Of(series, z));
        return images;
    }
}

using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>The parts of a manifest that are the same whatever it is made from.</summary>
internal static class Draft
{
    private const int LongestTitle = 64;

    /// <summary>The name that the network gets when its file is not known yet.</summary>
    public const string NetworkName = "model.onnx";

    private static readonly string[] s_foreign = [".ts", ".pt", ".pth", ".pb", ".plan", ".engine"];

    /// <summary>A manifest in which everything required is present and nothing is said.</summary>
    public static ModelManifest Manifest(string id) => new()
    {
        Schema = "../model.schema.json",
        ManifestVersion = 1,
        Id = id,
        Version = "1",
        UseClass = UseClass.Research,
        Inputs = [],
        Network = new NetworkSpec { File = NetworkName, InputTensor = "", Layout = TensorLayout.Ncdhw },
        Outputs = [],
        Segments = [],
        Algorithm = Algorithm(id, "1", null),
        Provenance = new ProvenanceSpec { License = "NOASSERTION" },
    };

    public static AlgorithmSpec Algorithm(string name, string version, string? source) => new()
    {
        Name = Cut(name)!,
        Version = Cut(version)!,
        Source = Cut(source),
        Family = new CodeSpec { Scheme = "DCM", Value = "123110", Meaning = "Artificial Intelligence" }, // PS3.16 CID 7162
    };

    public static NetworkSpec Network(WindowSpec window, int channels) => new()
    {
        File = NetworkName, InputTensor = "", Layout = window.Mode == WindowMode.Slices ? TensorLayout.Nchw : TensorLayout.Ncdhw, Channels = channels,
    };

    public static SpatialSpec Spatial(string? orientation, int channels, ImportNotes notes)
    {
        if (channels > 1)
        {
            notes.Warn(null, $"{channels} series of one study become channels of one image. They are laid on the grid of the first and not registered: the patient must not have moved between them.");
        }

        return new SpatialSpec { Orientation = orientation, KeepNativeOrientation = orientation is null, MultiInput = channels > 1 ? MultiInput.ResampleToReference : MultiInput.SameGrid };
    }

    /// <summary>Segments of masks that lie in one another: a mask has its own label and those of the masks within, which are written later.</summary>
    /// <param name="masks">Label, name, and all labels of the voxels of the mask.</param>
    public static IEnumerable<SourceLabel> Nested(IReadOnlyList<(int Label, string Name, int[] Voxels)> masks)
    {
        int free = masks.SelectMany(m => m.Voxels).Max();
        return masks.Select(m => m.Voxels.Length == 1 ? new SourceLabel(m.Label, m.Name) : new SourceLabel(++free, m.Name, m.Voxels));
    }

    /// <summary>Texts that DICOM limits to 64 characters.</summary>
    public static string? Cut(string? text) => text is null || text.Length <= LongestTitle ? text : text[..LongestTitle].TrimEnd();

    /// <summary>The folder of a known answer of the network, where the source has one.</summary>
    public static string? Golden(string folder) => Path.Combine(folder, "golden") is var golden && Directory.Exists(golden) ? golden : null;

    /// <summary>The network in a form that is not run here, to name it.</summary>
    public static string? Foreign(string folder) => new[] { Path.Combine(folder, "models"), folder }.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles).Order(StringComparer.Ordinal).FirstOrDefault(f => s_foreign.Contains(Path.GetExtension(f)));
}

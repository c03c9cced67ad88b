using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Reading;

/// <summary>Structures as label volumes in files: those that overlap others go to files of their own, so that no voxel is lost.</summary>
internal static class LabelFiles
{
    /// <returns>By layer, the file: the first has the name that was asked for, the others a number in it.</returns>
    public static IReadOnlyList<string> Write(string path, ReadStructures structures, Geometry grid)
    {
        string[] files = [.. Enumerable.Range(0, structures.Layers.DefaultIfEmpty().Max() + 1).Select(layer => Name(path, layer))];
        for (int layer = 0; layer < files.Length; layer++)
        {
            NiftiFile.Write(files[layer], new Volume<ushort>(structures.ToLabels(layer), structures.Shape, grid));
        }

        return files;
    }

    private static string Name(string path, int layer)
    {
        string extension = path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase) ? path[^7..] : Path.GetExtension(path);
        return layer == 0 ? path : $"{path[..^extension.Length]}-{layer + 1}{extension}";
    }
}

namespace DicomNode.Segmentation.Inference;

/// <summary>Files beside a network that hold its weights (ONNX external data), by the names that exporters give: model.onnx.data, model.onnx_data.</summary>
internal static class WeightFiles
{
    public static IEnumerable<FileInfo> Of(string networkFile)
    {
        var network = new FileInfo(networkFile);
        return network.Directory is { Exists: true } folder
            ? folder.EnumerateFiles($"{network.Name}?*").Where(f => f.Name.EndsWith("data", StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal)
            : [];
    }

    /// <summary>Bytes of the network with all its weights.</summary>
    public static long TotalLength(string networkFile) => (File.Exists(networkFile) ? new FileInfo(networkFile).Length : 0) + Of(networkFile).Sum(f => f.Length);
}

using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>Puts into a draft what only the network file says: the names of its tensors, their types, a shape that is fixed.</summary>
internal static class NetworkFacts
{
    /// <exception cref="ImportException">The network does not fit what the source says.</exception>
    public static ModelManifest Complete(ModelManifest manifest, IInferenceSession network, ImportNotes notes)
    {
        int rank = manifest.Network.Layout == TensorLayout.Nchw ? 4 : 5;
        TensorFacts input = Choose(network.Inputs, manifest.Network.InputTensor, rank, "input"), output = Choose(network.Outputs, manifest.Outputs[0].Tensor, rank, "output");
        if (network.Outputs.Count > 1)
        {
            notes.Warn(null, $"The network has {network.Outputs.Count} outputs, {string.Join(", ", network.Outputs)}; {output.Name} is read. Outputs of deep supervision should not be exported.");
        }

        RequireChannels(input, manifest.Network.Channels, "input", "inputs");
        RequireChannels(output, manifest.Outputs[0].Channels, "output", "labels");
        int[] fixedShape = [.. input.Shape.Skip(2).Select(n => (int)n)];
        IReadOnlyList<int>? shape = fixedShape.All(n => n > 0) ? fixedShape : null;
        if (shape is not null && manifest.Window.Size is { } size && !shape.SequenceEqual(size))
        {
            throw ImportException.At(null, $"The network takes {string.Join("x", shape)} voxels, the source cuts windows of {string.Join("x", size)}. Export it for that size, or with free sizes.");
        }

        int batch = input.Shape[0] > 0 ? (int)input.Shape[0] : manifest.Network.MaxBatch;
        return manifest with
        {
            Window = manifest.Window with { Batch = Math.Min(manifest.Window.Batch, batch) },
            Network = manifest.Network with
            {
                InputTensor = input.Name,
                InputType = input.ElementType == "float16" ? TensorType.Float16 : TensorType.Float32,
                FixedShape = manifest.Window.Mode is WindowMode.Sliding or WindowMode.Slices ? shape : null,
                MaxBatch = batch,
            },
            Outputs = [manifest.Outputs[0] with { Tensor = output.Name, Channels = manifest.Outputs[0].Channels ?? (output.Shape.Count == rank && output.Shape[1] > 0 ? (int)output.Shape[1] : null) }],
        };
    }

    private static TensorFacts Choose(IReadOnlyList<TensorFacts> tensors, string wanted, int rank, string side)
    {
        TensorFacts? chosen = tensors.FirstOrDefault(t => t.Name == wanted) ?? (tensors.Count == 1 || side == "output" ? tensors.FirstOrDefault(t => t.Shape.Count == rank) : null);
        return chosen is not null && chosen.Shape.Count == rank
            ? chosen
            : throw ImportException.At(null, $"The network's {side} should be one tensor of {rank} axes [batch, channel, …]; it has {string.Join(", ", tensors)}.");
    }

    private static void RequireChannels(TensorFacts tensor, int? expected, string side, string what)
    {
        if (expected is int count && tensor.Shape[1] > 0 && tensor.Shape[1] != count)
        {
            throw ImportException.At(null, $"The network's {side} {tensor} has {tensor.Shape[1]} channels, the source says {count} ({what}).");
        }
    }
}

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The network files and how they are fed.</summary>
internal static class NetworkCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest manifest) => [.. Files(manifest.Network), .. Tensor(manifest), .. Runs(manifest), .. Triton(manifest)];

    private static IEnumerable<ManifestProblem> Files(NetworkSpec n)
    {
        IEnumerable<(string Key, string File, string? Sha256)> files =
            [("network", n.File, n.Sha256), .. n.Ensemble.Select((fold, i) => ($"network.ensemble[{i}]", fold.File, fold.Sha256))];
        foreach ((string key, string file, string? digest) in files)
        {
            if (!ManifestCheck.IsFileName(file))
            {
                yield return new($"{key}.file", $"\"{file}\" is not the name of a file in the model's folder.");
            }

            if (digest is not null && !ManifestCheck.IsDigest(digest))
            {
                yield return new($"{key}.sha256", "64 hexadecimal digits in lower case are expected.");
            }
        }
    }

    private static IEnumerable<ManifestProblem> Tensor(ModelManifest m)
    {
        NetworkSpec n = m.Network;
        if ((n.Layout is TensorLayout.Nchw or TensorLayout.Nhwc) != (m.Window.Mode == WindowMode.Slices))
        {
            yield return new("network.layout", $"{Words.Of(n.Layout)}; NCHW and NHWC go with window.mode slices, and only with it.");
        }

        if (n.Channels is int channels && channels != m.Inputs.Count)
        {
            yield return new("network.channels", $"{channels}; there are {m.Inputs.Count} inputs, and each is a channel.");
        }

        if (n.FixedShape is { } shape && !(m.Window.Mode is WindowMode.Sliding or WindowMode.Slices && m.Window.Size is { } size && shape.SequenceEqual(size)))
        {
            yield return new("network.fixedShape", $"[{string.Join(", ", shape)}]; a network of a fixed shape needs window.mode sliding or slices, with window.size the same.");
        }

        if (n.ExtraInputs is not null)
        {
            yield return new("network.extraInputs", "Not supported: this format does not say what is fed into them. Export the network with the image as its only input.");
        }

        if (n.MaxBatch < 1)
        {
            yield return new("network.maxBatch", $"{n.MaxBatch}; allowed: 1 or more.");
        }
    }

    private static IEnumerable<ManifestProblem> Runs(ModelManifest m)
    {
        NetworkSpec n = m.Network;
        bool givesLabels = m.Outputs.Any(o => o.Decode == Decode.Labels);
        if (n.EnsembleOn != EnsembleOn.Logits && n.Ensemble.Count == 0)
        {
            yield return new("network.ensembleOn", $"{Words.Of(n.EnsembleOn)} has no effect with one network: remove it.");
        }
        else if (n.EnsembleOn == EnsembleOn.Probabilities)
        {
            yield return new("network.ensembleOn", "probabilities is not supported: it needs the scores of all networks over the whole volume at once. Supported: logits, labels-vote.");
        }
        else if (n is { EnsembleOn: EnsembleOn.Logits, Ensemble.Count: > 0 } && givesLabels)
        {
            yield return new("network.ensembleOn", "logits; these networks give labels, which have no mean. Say labels-vote.");
        }

        if (n.MirrorAxes.Any(a => a is < 0 or > 2) || n.MirrorAxes.Distinct().Count() != n.MirrorAxes.Count)
        {
            yield return new("network.mirrorAxes", $"{string.Join(", ", n.MirrorAxes)}; allowed: each of 0, 1, 2 at most once.");
        }

        if (m.Window.Mode == WindowMode.Slices && n.MirrorAxes.Contains(m.Window.SliceAxis))
        {
            yield return new("network.mirrorAxes", $"{m.Window.SliceAxis} is the axis along which the slices lie (window.sliceAxis): a slice has no flip along it. Axes are those of the tensor, slices included.");
        }

        if (n.MirrorAxes.Count > 0 && givesLabels)
        {
            yield return new("network.mirrorAxes", "The network gives labels, which have no mean over flips.");
        }
    }

    private static IEnumerable<ManifestProblem> Triton(ModelManifest m)
    {
        if (m.Network.Triton is not TritonSpec triton)
        {
            yield break;
        }

        if (triton.Model.Length == 0)
        {
            yield return new("network.triton.model", "The name of the model on the server is expected.");
        }

        if (triton.Url is string url && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            yield return new("network.triton.url", $"\"{url}\" is no address: http://host:port is expected.");
        }

        if (triton.SharedMemory)
        {
            yield return new("network.triton.sharedMemory", "true is not supported: tensors go over HTTP.");
        }

        if (m.Network.Ensemble.Count > 0 || m.Compose?.Union.Count > 0)
        {
            yield return new("network.triton", "The folds of an ensemble and the parts of a union run here: leave out one of them and triton.");
        }
    }
}

namespace DicomNode.Segmentation.Pipeline;

/// <summary>How several networks make one result. Whether the other models are there is asked when the folder is loaded.</summary>
internal static class ComposeCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        if (m.Compose is not { } compose)
        {
            yield break;
        }

        if (compose.CascadeFrom is not null)
        {
            yield return new("compose.cascadeFrom", "Not supported: the labels of a first run cannot become channels of a second one. Supported: cropFrom, union.");
        }

        if (compose is { CropFrom: null, CascadeFrom: null, Union.Count: 0 })
        {
            yield return new("compose", "Is empty: give cropFrom or union, or remove it.");
        }

        if (compose.CropFrom is { } crop)
        {
            if (!ManifestCheck.IsId(crop.Model) || crop.Model == m.Id)
            {
                yield return new("compose.cropFrom.model", $"\"{crop.Model}\" is not the id of another model.");
            }

            if (crop.Labels.Count == 0 || crop.Labels.Any(l => l is < 1 or > ushort.MaxValue))
            {
                yield return new("compose.cropFrom.labels", "At least one label of the other model is expected; labels are 1 to 65535.");
            }

            if (crop.MarginMm is { } margin && (margin.Count != 3 || margin.Any(mm => mm is not (>= 0 and <= 1000))))
            {
                yield return new("compose.cropFrom.marginMm", "Three numbers from 0 to 1000 are expected, in the order of spatial.orientation.");
            }
        }

        for (int i = 0; i < compose.Union.Count; i++)
        {
            UnionPart part = compose.Union[i];
            if (!ManifestCheck.IsFileName(part.File))
            {
                yield return new($"compose.union[{i}].file", $"\"{part.File}\" is not the name of a file in the model's folder.");
            }

            if (part.Sha256 is string digest && !ManifestCheck.IsDigest(digest))
            {
                yield return new($"compose.union[{i}].sha256", "64 hexadecimal digits in lower case are expected.");
            }

            if (part.Map.Count == 0 || part.Map.Any(p => p.Key is < 1 or > ushort.MaxValue || p.Value is < 0 or > ushort.MaxValue))
            {
                yield return new($"compose.union[{i}].map", "From labels of this network (1 to 65535) to labels of the result; at least one. What is not named is dropped.");
            }
        }

        if (compose.Union.Count > 0 && m.Postprocess.Any(s => s.OnGrid == PostGrid.Model))
        {
            yield return new("compose.union", "A post-processing step is on the grid of the model, where the parts are not together yet: say onGrid reference.");
        }

        if (compose.Union.Count > 0 && m.Network.Ensemble.Count > 0)
        {
            yield return new("compose.union", "Together with network.ensemble it is not clear which parts have which folds: not supported.");
        }
    }
}

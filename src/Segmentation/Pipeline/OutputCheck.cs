namespace DicomNode.Segmentation.Pipeline;

/// <summary>From scores to labels.</summary>
internal static class OutputCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        if (m.Outputs.Count != 1)
        {
            yield return new("outputs", $"{m.Outputs.Count} outputs; exactly one is read: name the one with the scores. Others of the network stay unread.");
        }

        for (int i = 0; i < m.Outputs.Count; i++)
        {
            OutputSpec o = m.Outputs[i];
            string at = $"outputs[{i}]";
            if (o.Restore == Restore.LabelsOnehotLinear)
            {
                yield return new($"{at}.restore", "labels-onehot-linear is not supported: blended labels invent borders. Supported: scores, which blends before it decides, and labels-nearest.");
            }

            if (o is { Decode: Decode.Labels, Restore: Restore.Scores })
            {
                yield return new($"{at}.restore", "The tensor holds labels, and labels are never interpolated: say labels-nearest.");
            }

            if (o is { Restore: Restore.Scores, Activation: Activation.Softmax, RestoreActivated: false } && o.Decode != Decode.Argmax)
            {
                yield return new($"{at}.restoreActivated", "false with softmax is supported for decode argmax only.");
            }

            foreach ((string key, bool given, Decode[] users) in new (string, bool, Decode[])[]
            {
                ("threshold", o.Threshold != 0.5, [Decode.Threshold, Decode.Regions]), ("regions", o.Regions.Count > 0, [Decode.Regions]),
                ("activation", o.Activation != Activation.None, [Decode.Argmax, Decode.Threshold, Decode.Regions]),
            })
            {
                if (given && !users.Contains(o.Decode))
                {
                    yield return new($"{at}.{key}", $"Has no effect with decode {Words.Of(o.Decode)}: remove it.");
                }
            }

            if (o.OutsideCrop is < 0 or > ushort.MaxValue)
            {
                yield return new($"{at}.outsideCrop", $"{o.OutsideCrop} is no label: 0 to 65535.");
            }

            if (o.OutsideCrop != 0 && !m.Preprocess.Any(s => PreprocessCheck.Crops(s.Op)))
            {
                yield return new($"{at}.outsideCrop", $"{o.OutsideCrop}; no step crops, so nothing lies outside of a crop.");
            }

            if (o.Decode == Decode.Regions && o.Regions.Count == 0)
            {
                yield return new($"{at}.regions", "Required for decode regions.");
            }

            for (int r = 0; r < o.Regions.Count; r++)
            {
                RegionRule region = o.Regions[r];
                if (region.Channel < 0 || region.Channel >= o.Channels)
                {
                    yield return new($"{at}.regions[{r}].channel", $"{region.Channel}; the tensor has channels 0 to {o.Channels - 1}.");
                }

                if (region.Label is < 1 or > ushort.MaxValue)
                {
                    yield return new($"{at}.regions[{r}].label", $"{region.Label}; allowed: 1 to 65535.");
                }
            }

            if (o.LabelMap?.Any(p => p.Key is < 0 or > ushort.MaxValue || p.Value is < 0 or > ushort.MaxValue) == true)
            {
                yield return new($"{at}.labelMap", "Labels are 0 to 65535.");
            }
        }
    }
}

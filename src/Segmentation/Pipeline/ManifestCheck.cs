using System.Text.RegularExpressions;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>What is wrong with a manifest that the JSON alone does not show. What this version cannot do is a problem too: nothing is ignored silently.</summary>
public static partial class ManifestCheck
{
    /// <returns>Empty when the manifest can be run.</returns>
    public static IReadOnlyList<ManifestProblem> Problems(ModelManifest manifest) =>
    [
        .. Identity(manifest), .. InputCheck.Problems(manifest), .. SpatialCheck.Problems(manifest), .. PreprocessCheck.Problems(manifest), .. NetworkCheck.Problems(manifest),
        .. WindowCheck.Problems(manifest), .. OutputCheck.Problems(manifest), .. PostCheck.Problems(manifest), .. SegmentCheck.Problems(manifest),
        .. ComposeCheck.Problems(manifest), .. ImageModelCheck.Problems(manifest), .. Rest(manifest),
    ];

    /// <summary>The name of a file that lies in the model's folder itself.</summary>
    internal static bool IsFileName(string name) => name.Length > 0 && Path.GetFileName(name) == name;

    internal static bool IsDigest(string text) => DigestPattern().IsMatch(text);

    internal static bool IsId(string text) => IdPattern().IsMatch(text);

    private static IEnumerable<ManifestProblem> Identity(ModelManifest m)
    {
        if (m.ManifestVersion != 1)
        {
            yield return new("manifestVersion", $"{m.ManifestVersion} is not known; this version reads 1.");
        }

        if (!IsId(m.Id))
        {
            yield return new("id", $"\"{m.Id}\" is no id: 2 to 64 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.");
        }

        foreach ((string key, string? text) in new[] { ("title", m.Title), ("algorithm.name", m.Algorithm.Name), ("algorithm.version", m.Algorithm.Version), ("emit.seriesDescription", m.Emit.SeriesDescription) })
        {
            if (text?.Length > 64)
            {
                yield return new(key, $"{text.Length} characters; a DICOM long string holds 64.");
            }
        }
    }

    private static IEnumerable<ManifestProblem> Rest(ModelManifest m)
    {
        if (m.Algorithm.Type != AlgorithmType.Automatic)
        {
            yield return new("algorithm.type", $"{Words.Of(m.Algorithm.Type)}; what this program makes is AUTOMATIC.");
        }

        if (m.Emit.SegmentationType == SegmentationType.Fractional && m.ProbabilitiesRefusal is string refusal)
        {
            yield return new("emit.segmentationType", $"FRACTIONAL holds probabilities, and the model has none: {refusal}.");
        }

        if (m.Emit.SegmentationType == SegmentationType.Labelmap)
        {
            yield return new("emit.segmentationType", "LABELMAP is a matter of who takes it: say so of the receiver (Peers: Receives: Segmentation).");
        }

        if (m.Emit.WhenAllEmpty == WhenAllEmpty.SendEmpty)
        {
            yield return new("emit.whenAllEmpty", "send-empty is not supported yet: an object without a segment is not made.");
        }

        if (m.SelfTest is not null && (m.Inputs.Count > 1 || m.Compose?.Union.Count > 0 || m.Network.EnsembleOn == EnsembleOn.LabelsVote))
        {
            yield return new("selfTest", "Its input is a tensor of one channel and its labels are those of one network: not for this model.");
        }

        if (m.SelfTest is { MinDice: not (> 0 and <= 1) })
        {
            yield return new("selfTest.minDice", $"{m.SelfTest.MinDice}; allowed: above 0, to 1.");
        }

        if (m.SelfTest?.Sha256 is string digest && !IsDigest(digest))
        {
            yield return new("selfTest.sha256", "64 hexadecimal digits in lower case are expected.");
        }

        if (m.Limits.TimeoutSeconds < 1)
        {
            yield return new("limits.timeoutSeconds", $"{m.Limits.TimeoutSeconds}; allowed: 1 or more.");
        }

        if (m.Limits.MaxParallel < 1)
        {
            yield return new("limits.maxParallel", $"{m.Limits.MaxParallel}; allowed: 1 or more.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,63}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex DigestPattern();
}

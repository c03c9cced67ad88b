using System.Text.RegularExpressions;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>What is wrong with a manifest that the JSON alone does not show. What this version cannot do is a problem too: nothing is ignored silently.</summary>
public static partial class ManifestCheck
{
    /// <returns>Empty when the manifest can be run.</returns>
    public static IReadOnlyList<ManifestProblem> Problems(ModelManifest manifest) =>
    [
        .. Identity(manifest), .. Inputs(manifest), .. Spatial(manifest), .. PreprocessCheck.Problems(manifest), .. Network(manifest), .. Triton(manifest),
        .. Window(manifest), .. Outputs(manifest), .. PostCheck.Problems(manifest), .. Segments(manifest), .. Rest(manifest),
    ];

    private static IEnumerable<ManifestProblem> Identity(ModelManifest m)
    {
        if (m.ManifestVersion != 1)
        {
            yield return new("manifestVersion", $"{m.ManifestVersion} is not known; this version reads 1.");
        }

        if (!IdPattern().IsMatch(m.Id))
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

    private static IEnumerable<ManifestProblem> Inputs(ModelManifest m)
    {
        if (m.Inputs.Count != 1)
        {
            yield return new("inputs", $"{m.Inputs.Count} inputs; this version runs models with exactly one.");
        }

        for (int i = 0; i < m.Inputs.Count; i++)
        {
            ModelInput input = m.Inputs[i];
            string at = $"inputs[{i}]";
            if (input.Channel is int channel and not 0)
            {
                yield return new($"{at}.channel", $"{channel}; with one input the channel is 0.");
            }

            if (input.ValueUnits == ValueUnits.Suvbw)
            {
                yield return new($"{at}.valueUnits", "suvbw is not supported yet; supported: rescaled, hounsfield, stored.");
            }

            if (input.ValueUnits == ValueUnits.Hounsfield && input.Select.Modality is not ["CT"])
            {
                yield return new($"{at}.valueUnits", "hounsfield is what a CT has: select.modality must be [\"CT\"].");
            }

            if (!input.Required && m.Inputs.Count == 1)
            {
                yield return new($"{at}.required", "false; the only input cannot be left out.");
            }

            foreach ((string key, bool given) in new[]
            {
                ("contrastAgent", input.Select.ContrastAgent is ContrastAgent.Required or ContrastAgent.Forbidden), ("rules", input.Select.Rules.Count > 0),
                ("allowGantryTilt", input.Select.AllowGantryTilt), ("uniformSpacingTolerance", input.Select.UniformSpacingTolerance != 0.02),
            })
            {
                if (given)
                {
                    yield return new($"{at}.select.{key}", "Not supported yet: nothing would look at it.");
                }
            }

            if (input.Select.Modality.Count == 0)
            {
                yield return new($"{at}.select.modality", "The list is empty; name at least one modality.");
            }

            foreach ((string key, string? pattern) in new[] { ("description", input.Select.Description), ("notDescription", input.Select.NotDescription), ("kernel", input.Select.Kernel) })
            {
                if (pattern is not null && RegexFault(pattern) is string fault)
                {
                    yield return new($"{at}.select.{key}", fault);
                }
            }
        }
    }

    private static IEnumerable<ManifestProblem> Spatial(ModelManifest m)
    {
        if (m.Spatial.Orientation is string codes && !AxisCodes.TryParse(codes, out _))
        {
            yield return new("spatial.orientation", $"\"{codes}\" is no orientation: three letters, one of R and L, one of A and P, one of S and I.");
        }

        if (m.Spatial.Orientation is not null && !m.Preprocess.Any(s => s.Op is PreprocessOp.Reorient or PreprocessOp.Conform))
        {
            yield return new("spatial.orientation", "No step brings the volume into it: add { \"op\": \"reorient\" } to preprocess.");
        }

        if (m.Spatial is { Orientation: not null, KeepNativeOrientation: true })
        {
            yield return new("spatial.keepNativeOrientation", "An orientation is given as well; keep one of the two.");
        }

        if (m.Spatial.MultiInput != MultiInput.SameGrid)
        {
            yield return new("spatial.multiInput", $"{Words.Of(m.Spatial.MultiInput)} is not supported yet; supported: same-grid.");
        }
    }

    private static IEnumerable<ManifestProblem> Network(ModelManifest m)
    {
        NetworkSpec n = m.Network;
        if (n.File.Length == 0 || Path.GetFileName(n.File) != n.File)
        {
            yield return new("network.file", $"\"{n.File}\" is not the name of a file in the model's folder.");
        }

        if (n.Sha256 is string digest && !DigestPattern().IsMatch(digest))
        {
            yield return new("network.sha256", "64 hexadecimal digits in lower case are expected.");
        }

        if (n.Layout is not (TensorLayout.Ncdhw or TensorLayout.Nchw))
        {
            yield return new("network.layout", $"{Words.Of(n.Layout)} is not supported yet; supported: NCDHW, NCHW.");
        }

        if (n.Layout == TensorLayout.Nchw != (m.Window.Mode == WindowMode.Slices))
        {
            yield return new("network.layout", "NCHW goes with window.mode slices, and only with it.");
        }

        if (n.Channels is int channels and not 1)
        {
            yield return new("network.channels", $"{channels}; this version feeds one channel.");
        }

        if (n.MaxBatch < 1)
        {
            yield return new("network.maxBatch", $"{n.MaxBatch}; allowed: 1 or more.");
        }

        if (n.FixedShape is { } shape && !(m.Window.Mode is WindowMode.Sliding or WindowMode.Slices && m.Window.Size is { } size && shape.SequenceEqual(size)))
        {
            yield return new("network.fixedShape", $"[{string.Join(", ", shape)}]; a network of a fixed shape needs window.mode sliding or slices, with window.size the same.");
        }

        if (n.EnsembleOn != EnsembleOn.Logits)
        {
            yield return new("network.ensembleOn", $"{Words.Of(n.EnsembleOn)} is not supported yet; one network runs.");
        }

        foreach ((string key, bool used) in new[] { ("ensemble", n.Ensemble.Count > 0), ("extraInputs", n.ExtraInputs is not null), ("mirrorAxes", n.MirrorAxes.Count > 0) })
        {
            if (used)
            {
                yield return new($"network.{key}", "Not supported yet; supported: one local network without mirroring.");
            }
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

        if (m.Network.Ensemble.Count > 0)
        {
            yield return new("network.triton", "The folds of an ensemble run here: leave out one of ensemble and triton.");
        }
    }

    private static IEnumerable<ManifestProblem> Window(ModelManifest m)
    {
        WindowSpec w = m.Window;
        int axes = w.Mode == WindowMode.Slices ? 2 : 3;
        if (w.Mode is WindowMode.Sliding or WindowMode.Tiles && w.Size is null)
        {
            yield return new("window.size", $"Required for mode {Words.Of(w.Mode)}.");
        }

        if (w.Size is not null && (w.Size.Count != axes || w.Size.Any(n => n < 1)))
        {
            yield return new("window.size", $"{axes} numbers of 1 or more are expected.");
        }

        if (w.Overlap is not (>= 0 and < 1))
        {
            yield return new("window.overlap", $"{w.Overlap}; allowed: 0 to below 1.");
        }

        if (w.Batch != 1)
        {
            yield return new("window.batch", $"{w.Batch}; this version runs one window at a time: 1.");
        }

        foreach (string key in Unused(w))
        {
            yield return new($"window.{key}", $"Has no effect in mode {Words.Of(w.Mode)}: remove it.");
        }

        if (w.SigmaScale is not > 0)
        {
            yield return new("window.sigmaScale", $"{w.SigmaScale}; allowed: more than 0.");
        }

        if (w.Halo < 0)
        {
            yield return new("window.halo", $"{w.Halo}; allowed: 0 or more.");
        }

        if (w.Mode == WindowMode.Tiles && w.Size is { Count: 3 } && w.Size.Any(n => n <= 2 * w.Halo))
        {
            yield return new("window.size", $"A tile of {string.Join("x", w.Size)} has no core within a halo of {w.Halo} on every side.");
        }

        if (w.SliceAxis is < 0 or > 2)
        {
            yield return new("window.sliceAxis", $"{w.SliceAxis}; allowed: 0, 1, 2.");
        }

        if (w.Pad == WindowPad.Reflect)
        {
            yield return new("window.pad", "reflect is not supported yet; supported: zero, replicate.");
        }

        if (w.Accumulator != TensorType.Float32)
        {
            yield return new("window.accumulator", "float16 is not supported; supported: float32.");
        }
    }

    // keys that the mode does not look at. A halo is a fact about the network, so it may stand beside whole
    private static IEnumerable<string> Unused(WindowSpec w)
    {
        var defaults = new WindowSpec { Mode = w.Mode };
        bool cuts = w.Mode is WindowMode.Sliding or WindowMode.Slices;
        return from key in new (string Name, bool Given, bool Used)[]
               {
                   ("size", w.Size is not null, w.Mode != WindowMode.Whole),
                   ("overlap", w.Overlap != defaults.Overlap, cuts),
                   ("stepRule", w.StepRule != defaults.StepRule, cuts),
                   ("blend", w.Blend != defaults.Blend, cuts),
                   ("sigmaScale", w.SigmaScale != defaults.SigmaScale, cuts && w.Blend != Blend.Constant),
                   ("pad", w.Pad != defaults.Pad, cuts),
                   ("padValue", w.PadValue != defaults.PadValue, cuts && w.Pad == WindowPad.Zero),
                   ("sliceAxis", w.SliceAxis != defaults.SliceAxis, w.Mode == WindowMode.Slices),
                   ("halo", w.Halo != defaults.Halo, w.Mode is WindowMode.Tiles or WindowMode.Whole),
               }
               where key.Given && !key.Used
               select key.Name;
    }

    private static IEnumerable<ManifestProblem> Outputs(ModelManifest m)
    {
        if (m.Outputs.Count != 1)
        {
            yield return new("outputs", $"{m.Outputs.Count} outputs; this version reads exactly one.");
        }

        for (int i = 0; i < m.Outputs.Count; i++)
        {
            OutputSpec o = m.Outputs[i];
            string at = $"outputs[{i}]";
            if (o.Restore == Restore.LabelsOnehotLinear)
            {
                yield return new($"{at}.restore", "labels-onehot-linear is not supported yet; supported: scores, labels-nearest.");
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

            if (o.OutsideCrop != 0)
            {
                yield return new($"{at}.outsideCrop", $"{o.OutsideCrop}; no step that crops is supported yet, so nothing lies outside of a crop.");
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

    private static IEnumerable<ManifestProblem> Segments(ModelManifest m)
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < m.Segments.Count; i++)
        {
            SegmentSpec s = m.Segments[i];
            string at = $"segments[{i}]";
            if (s.Label is < 1 or > ushort.MaxValue)
            {
                yield return new($"{at}.label", $"{s.Label}; allowed: 1 to 65535.");
            }

            if (!seen.Add(s.Label))
            {
                yield return new($"{at}.label", $"{s.Label} is taken by an earlier segment.");
            }

            if (s.Labels is { } union && (union.Count == 0 || union.Any(l => l is < 1 or > ushort.MaxValue)))
            {
                yield return new($"{at}.labels", "A union names at least one label; labels are 1 to 65535.");
            }

            if (s.Name.Length is 0 or > 64)
            {
                yield return new($"{at}.name", $"{s.Name.Length} characters; allowed: 1 to 64.");
            }

            if (s.Rgb is { } rgb && (rgb.Count != 3 || rgb.Any(v => v is < 0 or > 255)))
            {
                yield return new($"{at}.rgb", "Three numbers from 0 to 255 are expected.");
            }

            if (s.Cielab is { } lab && (lab.Count != 3 || lab.Any(v => v is < 0 or > ushort.MaxValue)))
            {
                yield return new($"{at}.cielab", "Three numbers from 0 to 65535 are expected.");
            }
        }

        if (m.Segments.Count == 0)
        {
            yield return new("segments", "The list is empty; a model without segments has no result.");
        }
    }

    private static IEnumerable<ManifestProblem> Rest(ModelManifest m)
    {
        if (m.Compose is not null)
        {
            yield return new("compose", "Not supported yet; supported: one network alone.");
        }

        if (m.Algorithm.Type != AlgorithmType.Automatic)
        {
            yield return new("algorithm.type", $"{Words.Of(m.Algorithm.Type)}; what this program makes is AUTOMATIC.");
        }

        foreach (Precondition condition in m.Preconditions)
        {
            if (condition != Precondition.Hounsfield || m.Inputs.Any(i => i.ValueUnits != ValueUnits.Hounsfield))
            {
                yield return new("preconditions", $"{Words.Of(condition)}: nothing here proves it of a series; supported: hounsfield, with inputs[].valueUnits hounsfield.");
            }
        }

        if (m.Emit.SegmentationType is SegmentationType type and not SegmentationType.Binary)
        {
            yield return new("emit.segmentationType", $"{Words.Of(type)} is not supported yet; supported: BINARY, which becomes FRACTIONAL with 0 and 255 where a frame's pixels do not fill whole bytes.");
        }

        foreach (EmittedObject wanted in m.Emit.Objects.Where(o => o is not (EmittedObject.Seg or EmittedObject.RtStruct)))
        {
            yield return new("emit.objects", $"{Words.Of(wanted)} is not supported yet; supported: SEG, RTSTRUCT.");
        }

        if (m.Emit.WhenAllEmpty == WhenAllEmpty.SendEmpty)
        {
            yield return new("emit.whenAllEmpty", "send-empty is not supported yet: an object without a segment is not made.");
        }

        if (m.SelfTest is { MinDice: not (> 0 and <= 1) })
        {
            yield return new("selfTest.minDice", $"{m.SelfTest.MinDice}; allowed: above 0, to 1.");
        }

        if (m.SelfTest?.Sha256 is string digest && !DigestPattern().IsMatch(digest))
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

    private static string? RegexFault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (RegexParseException e)
        {
            return $"Not a regular expression: {e.Message}";
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,63}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex DigestPattern();
}

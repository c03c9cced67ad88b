using System.Text.RegularExpressions;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The series that go into the network, and what has to be true of them.</summary>
internal static class InputCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest manifest)
    {
        for (int i = 0; i < manifest.Inputs.Count; i++)
        {
            foreach (ManifestProblem problem in Input(manifest.Inputs[i], $"inputs[{i}]").Concat(Select(manifest.Inputs[i].Select, $"inputs[{i}].select")))
            {
                yield return problem;
            }
        }

        foreach (ManifestProblem problem in Together(manifest.Inputs).Concat(Preconditions(manifest)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<ManifestProblem> Together(IReadOnlyList<ModelInput> inputs)
    {
        if (inputs.Count == 0)
        {
            yield return new("inputs", "The list is empty; a network has at least one input.");
        }

        int[] channels = [.. inputs.Select((input, i) => input.Channel ?? i)];
        if (!channels.Order().SequenceEqual(Enumerable.Range(0, inputs.Count)))
        {
            yield return new("inputs[].channel", $"{string.Join(", ", channels)}; each of 0 to {inputs.Count - 1} is taken once. Without channel an input has its place in the list.");
        }

        if (inputs.Count(i => i.Reference) > 1)
        {
            yield return new("inputs[].reference", "More than one input is the reference; the result has one grid.");
        }

        foreach (string name in inputs.GroupBy(i => i.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return new("inputs[].name", $"\"{name}\" is the name of several inputs.");
        }
    }

    private static IEnumerable<ManifestProblem> Input(ModelInput input, string at)
    {
        if (input.ValueUnits == ValueUnits.Hounsfield && input.Select.Modality is not ["CT"])
        {
            yield return new($"{at}.valueUnits", "hounsfield is what a CT has: select.modality must be [\"CT\"].");
        }

        if (input.ValueUnits == ValueUnits.Suvbw && input.Select.Modality is not ["PT"])
        {
            yield return new($"{at}.valueUnits", "suvbw is what a PET has: select.modality must be [\"PT\"].");
        }

        if (!input.Required)
        {
            yield return new($"{at}.required", "false; the network has a channel for every input, and nothing says what is in it when a series is missing.");
        }
    }

    private static IEnumerable<ManifestProblem> Select(SelectSpec select, string at)
    {
        if (select.AllowGantryTilt)
        {
            yield return new($"{at}.allowGantryTilt", "true is not supported: a tilted stack is refused, not straightened.");
        }

        if (select.UniformSpacingTolerance != 0.02)
        {
            yield return new($"{at}.uniformSpacingTolerance", $"{select.UniformSpacingTolerance} is not supported: a series is judged before it is known which model takes it, by 0.02.");
        }

        if (select.Modality.Count == 0)
        {
            yield return new($"{at}.modality", "The list is empty; name at least one modality.");
        }

        foreach ((string key, string? pattern) in new[] { ("description", select.Description), ("notDescription", select.NotDescription), ("kernel", select.Kernel) })
        {
            if (pattern is not null && RegexFault(pattern) is string fault)
            {
                yield return new($"{at}.{key}", fault);
            }
        }

        for (int r = 0; r < select.Rules.Count; r++)
        {
            foreach (ManifestProblem problem in Rule(select.Rules[r], $"{at}.rules[{r}]"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<ManifestProblem> Rule(AttributeRule rule, string at)
    {
        if (!AttributePath.TryParse(rule.Tag, out _))
        {
            yield return new($"{at}.tag", $"\"{rule.Tag}\" is no attribute: a keyword of the standard or gggg,eeee; dots lead into the first item of a sequence.");
        }

        if (rule is { In: null, NotIn: null, Regex: null, NotRegex: null, Min: null, Max: null, Present: null })
        {
            yield return new(at, "The rule tests nothing: give in, notIn, regex, notRegex, min, max or present.");
        }

        foreach ((string key, string? pattern) in new[] { ("regex", rule.Regex), ("notRegex", rule.NotRegex) })
        {
            if (pattern is not null && RegexFault(pattern) is string fault)
            {
                yield return new($"{at}.{key}", fault);
            }
        }
    }

    // the node cannot make any of these true, so something has to look whether they are
    private static IEnumerable<ManifestProblem> Preconditions(ModelManifest m)
    {
        foreach (Precondition condition in m.Preconditions)
        {
            (bool isProven, string proof) = condition switch
            {
                Precondition.Hounsfield => (m.Inputs.All(i => i.ValueUnits == ValueUnits.Hounsfield), "inputs[].valueUnits hounsfield"),
                Precondition.PixelSuv => (m.Inputs.Any(i => i.ValueUnits == ValueUnits.Suvbw), "an input with valueUnits suvbw"),
                Precondition.ContrastEnhanced => (m.Inputs.Any(i => i.Select.ContrastAgent == ContrastAgent.Required || i.Select.Rules.Count > 0), "an input with select.contrastAgent required, or with select.rules"),
                Precondition.NoContrast => (m.Inputs.All(i => i.Select.ContrastAgent == ContrastAgent.Forbidden || i.Select.Rules.Count > 0), "select.contrastAgent forbidden, or select.rules, of every input"),
                Precondition.CoRegistered => (m.Spatial is { MultiInput: MultiInput.SameGrid } || m.Inputs.All(i => i.Select.Rules.Count > 0), "spatial.multiInput same-grid, or select.rules of every input"),
                _ => (m.Inputs.All(i => i.Select.Rules.Count > 0), "select.rules of every input that tell such series from others"),
            };
            if (!isProven)
            {
                yield return new("preconditions", $"{Words.Of(condition)}: nothing here proves it of a series. It would be proven by {proof}.");
            }
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
}

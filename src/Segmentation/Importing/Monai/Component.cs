using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>
/// A transform or inferer with its arguments. Every argument has to be asked for: what nobody asks for would change the result unseen, and is refused.
/// </summary>
internal sealed class Component
{
    // what has no influence on values: where things are kept, how they are called, what is printed
    private static readonly string[] s_harmless =
    [
        "_target_", "_desc_", "_disabled_", "keys", "allow_missing_keys", "device", "sw_device", "dtype", "data_type", "track_meta", "lazy", "image_only", "reader",
        "meta_keys", "meta_key_postfix", "orig_keys", "orig_meta_keys", "to_tensor", "post_func", "progress", "wrap_sequence", "ensure_channel_first", "simple_keys",
        "prune_meta_pattern", "prune_meta_sep", "expanding", "cache_roi_weight_map", "cpu_thresh", "buffer_steps", "buffer_dim", "with_coord", "overwriting",
    ];

    private readonly ConfigMap _arguments;
    private readonly ConfigResolver _resolver;
    private readonly ImportNotes _notes;
    private readonly HashSet<string> _asked = [.. s_harmless];

    public Component(string target, ConfigMap arguments, ConfigResolver resolver, ImportNotes notes)
    {
        Target = target;
        Name = NameOf(target);
        _arguments = arguments;
        _resolver = resolver;
        _notes = notes;
    }

    /// <summary>As the source writes it.</summary>
    public string Target { get; }

    /// <summary>MONAI's name without its module, with the d of the dictionary form: <c>Spacingd</c>.</summary>
    public string Name { get; }

    public ConfigPlace Place => _arguments.Place;

    /// <summary>The line that names it, which is the one to quote.</summary>
    public ConfigPlace NamePlace => (_arguments["_target_"] ?? _arguments["name"])?.Place ?? Place;

    public bool Has(string argument) => Value(argument) is not (null or ConfigNull);

    /// <summary>The data keys that the transform works on.</summary>
    public IReadOnlyList<string> Keys => Words("keys");

    public ConfigNode? Value(string argument)
    {
        _asked.Add(argument);
        return _arguments[argument] is ConfigNode node ? _resolver.Resolve(node) : null;
    }

    public ConfigPlace PlaceOf(string argument) => _arguments[argument]?.Place ?? Place;

    public double? Number(string argument) => Value(argument) switch
    {
        null or ConfigNull => null,
        ConfigNumber number => number.Value,
        _ => Wrong<double?>(argument, "a number"),
    };

    public double Number(string argument, double otherwise) => Number(argument) ?? otherwise;

    /// <summary>A flag; "True" in quotes counts, as Python's truth of a text would.</summary>
    public bool Flag(string argument, bool otherwise) => Value(argument) switch
    {
        null or ConfigNull => otherwise,
        ConfigFlag flag => flag.Value,
        ConfigNumber number => number.Value != 0,
        ConfigText { Text: "True" or "true" } => true,
        ConfigText { Text: "False" or "false" } text => Told(text.Place, "The text \"False\" is true in Python; it is taken as the false that was meant.", false),
        ConfigList { Items: [var only, ..] } list when list.Items.All(i => i is ConfigFlag f && only is ConfigFlag first && f.Value == first.Value) => ((ConfigFlag)only).Value,
        _ => Wrong(argument, "true or false", otherwise),
    };

    public string? Word(string argument) => Value(argument) switch
    {
        null or ConfigNull => null,
        ConfigText text => text.Text,
        ConfigNumber number => $"{number.Value}",
        _ => Wrong<string?>(argument, "a word"),
    };

    /// <summary>One word or a list of words.</summary>
    public IReadOnlyList<string> Words(string argument) => Value(argument) switch
    {
        null or ConfigNull => [],
        ConfigList list => [.. list.Items.Select(_resolver.Resolve).Select(i => i switch { ConfigText text => text.Text, ConfigNumber number => $"{number.Value}", _ => Wrong(argument, "words", "") })],
        ConfigText text => [text.Text],
        ConfigNumber number => [$"{number.Value}"],
        _ => Wrong<IReadOnlyList<string>>(argument, "a word or a list of words", []),
    };

    /// <summary>A list of numbers; a single number is a list of one.</summary>
    public IReadOnlyList<double>? Numbers(string argument) => Value(argument) switch
    {
        null or ConfigNull => null,
        ConfigNumber number => [number.Value],
        ConfigList list when list.Items.Select(_resolver.Resolve).ToArray() is { Length: > 0 } items && items.All(i => i is ConfigNumber) => [.. items.Cast<ConfigNumber>().Select(i => i.Value)],
        _ => Wrong<IReadOnlyList<double>?>(argument, "a number or a list of numbers"),
    };

    /// <summary>One number for each axis; a single number counts for all.</summary>
    public double[]? PerAxis(string argument, int axes)
    {
        IReadOnlyList<double>? numbers = Numbers(argument);
        return numbers is null ? null
            : numbers.Count == 1 ? [.. Enumerable.Repeat(numbers[0], axes)]
            : numbers.Count == axes ? [.. numbers]
            : Wrong<double[]?>(argument, $"{axes} numbers");
    }

    public int[]? WholePerAxis(string argument, int axes)
    {
        double[]? numbers = PerAxis(argument, axes);
        return numbers is null || numbers.All(double.IsInteger) ? numbers?.Select(n => (int)n).ToArray() : Wrong<int[]?>(argument, "whole numbers");
    }

    /// <summary>Refuses every value but those named. An argument that is not given passes.</summary>
    public void Only(string argument, params ReadOnlySpan<string> allowed)
    {
        if (Value(argument) is not ConfigNode value || value is ConfigNull)
        {
            return;
        }

        string text = value switch { ConfigText t => t.Text, ConfigNumber n => $"{n.Value}", ConfigFlag f => f.Value ? "true" : "false", ConfigList l => string.Join(", ", l.Items.Select(i => (_resolver.Resolve(i) as ConfigText)?.Text)), ConfigOpaque o => o.Expression, _ => "a structure" };
        foreach (string one in allowed)
        {
            if (one == text)
            {
                return;
            }
        }

        string supported = allowed.IsEmpty ? "leaving it out" : string.Join(", ", allowed.ToArray());
        _notes.Refuse(PlaceOf(argument), $"{Name} with {argument} = {text} is not supported; supported: {supported}.");
    }

    /// <summary>Refuses the arguments that nothing has looked at.</summary>
    public void RefuseTheRest()
    {
        foreach ((string key, ConfigNode node) in _arguments.Entries.Where(e => !_asked.Contains(e.Key)))
        {
            if (_resolver.Resolve(node) is not ConfigNull)
            {
                _notes.Refuse(node.Place, $"{Name} with {key} is not supported.");
            }
        }
    }

    /// <summary>The component as a whole was refused: its arguments need no reason of their own.</summary>
    public void Forgive() => _asked.UnionWith(_arguments.Entries.Select(e => e.Key));

    private T Wrong<T>(string argument, string expected, T otherwise)
    {
        string found = Value(argument) is ConfigOpaque opaque ? $"an expression that is not executed ({opaque.Expression})" : "something else";
        _notes.Refuse(PlaceOf(argument), $"{Name}.{argument}: {expected} expected, found {found}.");
        return otherwise;
    }

    private T? Wrong<T>(string argument, string expected) => Wrong(argument, expected, default(T));

    private bool Told(ConfigPlace place, string sentence, bool value)
    {
        _notes.Warn(place, sentence);
        return value;
    }

    private static string NameOf(string target)
    {
        string name = target.StartsWith("monai.", StringComparison.Ordinal) ? target[(target.LastIndexOf('.') + 1)..] : target;
        return name.EndsWith("Dict", StringComparison.Ordinal) ? name[..^4] + "d" : name.Length > 2 && name[^1] == 'D' && char.IsLower(name[^2]) ? name[..^1] + "d" : name;
    }
}

using System.Globalization;
using System.Text;
using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>
/// The part of Python that bundles use to put values together: literals, lists, <c>@references</c>, <c>+</c>, <c>not</c> and <c>a if b else c</c>.
/// Anything else has no value here. Nothing is ever executed.
/// </summary>
internal ref struct Expression
{
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<char> _text;
    private readonly ConfigPlace _place;
    private readonly Func<string, ConfigNode?> _reference;
    private int _at;
    private int _depth;

    private Expression(ReadOnlySpan<char> text, ConfigPlace place, Func<string, ConfigNode?> reference)
    {
        _text = text;
        _place = place;
        _reference = reference;
    }

    /// <param name="text">Without the dollar sign.</param>
    /// <param name="place">Where the expression stands; its value stands there too.</param>
    /// <param name="reference">The value of an id; null when it has none.</param>
    /// <returns>Null: outside of what is understood.</returns>
    public static ConfigNode? Evaluate(string text, ConfigPlace place, Func<string, ConfigNode?> reference)
    {
        var expression = new Expression(text, place, reference);
        ConfigNode? value = expression.Conditional();
        expression.SkipSpace();
        return expression._at == text.Length ? value : null;
    }

    private ConfigNode? Conditional()
    {
        if (++_depth > DeepestNesting)
        {
            return null;
        }

        ConfigNode? value = Not();
        if (value is not null && Word("if"))
        {
            bool? condition = Truth(Not());
            ConfigNode? otherwise = Word("else") ? Conditional() : null;
            value = condition is null || otherwise is null ? null : condition.Value ? value : otherwise;
        }

        _depth--;
        return value;
    }

    private ConfigNode? Not()
    {
        bool negated = false, any = false;
        while (Word("not"))
        {
            (negated, any) = (!negated, true);
        }

        ConfigNode? value = Sum();
        return !any ? value : Truth(value) is bool truth ? new ConfigFlag(_place, truth != negated) : null;
    }

    private ConfigNode? Sum()
    {
        ConfigNode? sum = Primary();
        while (sum is not null && Symbol('+'))
        {
            sum = (sum, Primary()) switch
            {
                (ConfigNumber a, ConfigNumber b) => new ConfigNumber(_place, a.Value + b.Value),
                (ConfigText a, ConfigText b) => new ConfigText(_place, a.Text + b.Text),
                (ConfigList a, ConfigList b) => new ConfigList(_place, [.. a.Items, .. b.Items]),
                _ => null,
            };
        }

        return sum;
    }

    private ConfigNode? Primary()
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            return null;
        }

        char c = _text[_at];
        if (c == '@')
        {
            int end = _at + 1;
            while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '#' or ':'))
            {
                end++;
            }

            string id = _text[(_at + 1)..end].ToString();
            _at = end;
            return _reference(id);
        }

        if (Symbol('['))
        {
            return Items(']');
        }

        if (Symbol('('))
        {
            ConfigNode? inner = Conditional();
            return inner is null ? null : Symbol(')') ? inner : Symbol(',') && Items(')') is ConfigList rest ? new ConfigList(_place, [inner, .. rest.Items]) : null;
        }

        return c is '\'' or '"' ? Quoted(c)
            : c is '-' or '.' || char.IsAsciiDigit(c) ? Number()
            : Word("True") ? new ConfigFlag(_place, true)
            : Word("False") ? new ConfigFlag(_place, false)
            : Word("None") ? new ConfigNull(_place)
            : null;
    }

    private ConfigList? Items(char close)
    {
        List<ConfigNode> items = [];
        while (!Symbol(close))
        {
            if (Conditional() is not ConfigNode item)
            {
                return null;
            }

            items.Add(item);
            if (!Symbol(','))
            {
                return Symbol(close) ? new ConfigList(_place, items) : null;
            }
        }

        return new ConfigList(_place, items);
    }

    private ConfigText? Quoted(char quote)
    {
        var text = new StringBuilder();
        for (int i = _at + 1; i < _text.Length; i++)
        {
            if (_text[i] == '\\')
            {
                return null; // escapes do not occur in names and paths; what they mean is Python's business
            }

            if (_text[i] == quote)
            {
                _at = i + 1;
                return new ConfigText(_place, text.ToString());
            }

            text.Append(_text[i]);
        }

        return null;
    }

    private ConfigNumber? Number()
    {
        int end = _at + 1;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '.' or 'e' or 'E' || (_text[end] is '-' or '+' && _text[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        if (!double.TryParse(_text[_at..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return null;
        }

        _at = end;
        return new ConfigNumber(_place, value);
    }

    private static bool? Truth(ConfigNode? node) => node switch
    {
        ConfigFlag flag => flag.Value,
        ConfigNull => false,
        ConfigNumber number => number.Value != 0,
        ConfigText text => text.Text.Length > 0,
        ConfigList list => list.Items.Count > 0,
        _ => null,
    };

    private bool Symbol(char symbol)
    {
        SkipSpace();
        if (_at == _text.Length || _text[_at] != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Word(string word)
    {
        SkipSpace();
        int end = _at + word.Length;
        if (!_text[_at..].StartsWith(word, StringComparison.Ordinal) || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '.' or '(')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}

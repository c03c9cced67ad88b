using System.Globalization;

namespace DicomNode.Observability.Logs;

/// <summary>The named values of a message and of the scopes that it is written in.</summary>
internal static class LogValues
{
    public static IReadOnlyList<(string Name, string Value)> Of(object? state, IExternalScopeProvider? scopes)
    {
        List<(string Name, string Value)> values = [];
        Add(state, values);
        scopes?.ForEachScope(Add, values);
        return values;
    }

    private static void Add(object? state, List<(string Name, string Value)> to)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            return;
        }

        foreach ((string name, object? value) in values)
        {
            if (value is not null && name != "{OriginalFormat}" && !to.Contains((name, Text(value))))
            {
                to.Add((name, Text(value)));
            }
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

using System.Text.Json;

namespace DicomNode.Observability;

/// <summary>Names of states as labels: <c>DeadLetter</c> is <c>dead_letter</c>.</summary>
internal static class SnakeCase
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Of(value);

    private static class Names<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> s_names = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{v}"));

        public static string Of(T value) => s_names[value];
    }
}

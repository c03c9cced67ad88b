namespace DicomNode.Diagnosing;

/// <summary>What to change, told apart by who has to: "Here" is this node's configuration, "There" is the peer, where mostly somebody else works.</summary>
internal static class Advice
{
    public static string Here(string what) => $"Here: {what}";

    public static string There(string what) => $"There: {what}";

    public static string Both(string here, string there) => $"{Here(here)} {There(there)}";
}

using DicomNode.Storage.Ledgers;

namespace DicomNode.Notifying;

/// <summary>Numbers with their noun.</summary>
internal static class Several
{
    public static string Of(int count, string noun) => count switch
    {
        1 => $"1 {noun}",
        >= Troubles.Most => $"{count} or more {Plural(noun)}",
        _ => $"{count} {Plural(noun)}",
    };

    private static string Plural(string noun) => noun.EndsWith('s') ? noun : noun + "s"; // series
}

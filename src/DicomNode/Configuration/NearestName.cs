namespace DicomNode.Configuration;

/// <summary>Finds what somebody meant to type.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest single-letter edits, case apart; null when none is within a third of its length.</summary>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        (string Name, int Edits)? best = null;
        foreach (string name in names)
        {
            int edits = Edits(typed.ToUpperInvariant(), name.ToUpperInvariant());
            if (edits <= (name.Length + 2) / 3 && (best is null || edits < best.Value.Edits))
            {
                best = (name, edits);
            }
        }

        return best?.Name;
    }

    // Levenshtein distance, one row at a time
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(diagonal, row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

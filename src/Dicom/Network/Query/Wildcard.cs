namespace DicomNode.Dicom.Network.Query;

/// <summary>* is any sequence of characters, ? is any one character. PS3.4 §C.2.2.2.4.</summary>
internal static class Wildcard
{
    /// <summary>Goes back only to the last asterisk: no pattern makes it slower than the product of the lengths.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, afterStar = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, afterStar) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++afterStar);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}

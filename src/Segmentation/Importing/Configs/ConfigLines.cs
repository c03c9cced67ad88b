namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>The lines of a file, to quote them.</summary>
internal sealed class ConfigLines(string file, string text)
{
    private const int LongestQuote = 200;

    private readonly string[] _lines = text.ReplaceLineEndings("\n").Split('\n');

    public ConfigPlace At(int line, string key)
    {
        string quote = line >= 1 && line <= _lines.Length ? _lines[line - 1].Trim() : "";
        return new ConfigPlace(file, line, key, quote.Length <= LongestQuote ? quote : quote[..LongestQuote] + "…");
    }
}

using DicomNode.Diagnosing;

namespace DicomNode.Cli;

/// <summary>The steps of an examination as lines, each as it ends.</summary>
internal sealed class DoctorText(TextWriter output) : IProgress<DoctorStep>
{
    private const int Width = 100;
    private static readonly string s_indent = new(' ', 25);

    public void Report(DoctorStep value)
    {
        string outcome = value.Outcome switch
        {
            StepOutcome.Passed => "ok",
            StepOutcome.Warned => "look",
            StepOutcome.Failed => "FAILED",
            _ => "-",
        };
        string head = $"  {outcome,-6}  {value.Name,-16} ";
        foreach (string line in Wrapped(value.Text).Concat(value.Advice is null ? [] : Parts(value.Advice).SelectMany(Wrapped)))
        {
            output.WriteLine($"{head}{line}");
            head = s_indent;
        }
    }

    /// <summary>What is to be done here and what there stand on lines of their own.</summary>
    private static IEnumerable<string> Parts(string advice)
    {
        int there = advice.IndexOf(" There: ", StringComparison.Ordinal);
        return there < 0 ? [advice] : [advice[..there], advice[(there + 1)..]];
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= Width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}

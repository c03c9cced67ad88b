using Spectre.Console;

namespace DicomNode.Cli;

/// <summary>Shows how far long work is: a bar on a terminal, plain lines elsewhere. On standard error, so that output stays what was asked for.</summary>
internal static class WorkProgress
{
    private const int LinesPerWork = 4;

    /// <param name="work">Reports a fraction from 0 to 1 and what is being done, from any thread.</param>
    public static async Task<T> RunAsync<T>(TextWriter error, string title, Func<IProgress<(double Fraction, string What)>, Task<T>> work)
    {
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected)
        {
            return await work(new Lines(error, title));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title)), title)));
    }

    private sealed class Bar(ProgressTask task, string title) : IProgress<(double Fraction, string What)>
    {
        public void Report((double Fraction, string What) value)
        {
            task.Value = value.Fraction * task.MaxValue;
            task.Description = Markup.Escape(value.What.Length == 0 ? title : $"{title}: {value.What}");
        }
    }

    private sealed class Lines(TextWriter error, string title) : IProgress<(double Fraction, string What)>
    {
        private readonly Lock _lock = new();
        private (int Part, string What) _last = (-1, "");

        public void Report((double Fraction, string What) value)
        {
            lock (_lock)
            {
                (int Part, string What) now = ((int)(value.Fraction * LinesPerWork), value.What);
                if (now != _last)
                {
                    _last = now;
                    error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{title}{(value.What.Length == 0 ? "" : $": {value.What}")} {value.Fraction * 100:0} %"));
                }
            }
        }
    }
}

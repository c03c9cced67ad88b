using System.CommandLine;
using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Decoding;
using DicomNode.Explaining;
using DicomNode.Segmenting;

namespace DicomNode.Cli;

/// <summary><c>routes test</c>: which route takes a series and why the others do not, without a running node.</summary>
internal static class RoutesCommand
{
    private const string Input = "-";

    public static Command Create()
    {
        Argument<string[]> paths = new("path")
        {
            Description = "Folders and files of DICOM series; or a text file (- is standard input) with a dump, the DICOM JSON model, or lines KEYWORD=VALUE.",
            HelpName = "DIR|FILE", Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> calling = new("--calling") { Description = "The AE title that it shall be taken to come from.", HelpName = "AET" };
        Option<string?> called = new("--called") { Description = "The AE title that it shall be taken to have been sent to.", HelpName = "AET" };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command test = new("test", "Says which route takes a series, why the others do not, and what would become of it. Exit code 1 when no route takes any.") { paths, calling, called, config, set, json };
        test.SetAction((parsed, cancellationToken) => TestAsync(
            parsed.GetValue(paths) ?? [], new(parsed.GetValue(calling), parsed.GetValue(called)), CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true),
            parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return new("routes", "The routes of the configuration.") { test };
    }

    private static async Task<int> TestAsync(string[] paths, AeTitles titles, NodeOptions options, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        ModelCatalog models = new(options);
        RouteTester tester = new(options, new ImageJobs(options, models), models);
        List<RouteTest> tests = [];
        List<string> files = [];
        foreach (string path in paths)
        {
            if (await PastedAsync(path, cancellationToken) is { } text)
            {
                PastedElements pasted = PastedElements.Read(text);
                tests.Add(tester.Test(titles.Of(pasted.Image)) with { Remarks = pasted.Remarks });
            }
            else
            {
                files.AddRange(InputFiles.Of(path));
            }
        }

        using ImageDecoders decoders = new(console.Error.WriteLine);
        IReadOnlyList<ExaminedSeries> series = SeriesFolder.Read(files, titles, decoders.All, (file, problem) => console.Error.WriteLine($"{file}: left out. {problem}"), cancellationToken);
        JobPlanner planner = new(models, new FolderStudies(series, options, TimeProvider.System), options);
        foreach (ExaminedSeries one in series)
        {
            tests.Add(await tester.TestAsync(one, planner, cancellationToken));
        }

        await console.Output.WriteAsync(json ? $"{Json.Of(tests)}{Environment.NewLine}" : string.Join(Environment.NewLine, tests.Select(RouteTestText.Of)));
        return tests.Any(t => t.Routes.Any(r => r.Matches)) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <returns>The text of a file that is no DICOM; null: it is a folder, or DICOM.</returns>
    private static async Task<string?> PastedAsync(string path, CancellationToken cancellationToken)
    {
        if (path == Input)
        {
            return await Limited(Console.In, cancellationToken);
        }

        if (!File.Exists(path))
        {
            return null;
        }

        using StreamReader reader = new(path);
        string text = await Limited(reader, cancellationToken);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text; // DICOM is binary from its preamble on, and without one too
    }

    /// <summary>One character more than is taken, so that what is too long is told apart.</summary>
    private static async Task<string> Limited(TextReader reader, CancellationToken cancellationToken)
    {
        char[] text = new char[PastedElements.MaxLength + 1];
        return new(text, 0, await reader.ReadBlockAsync(text, cancellationToken));
    }
}

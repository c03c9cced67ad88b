using System.CommandLine;
using DicomNode.Demo;

namespace DicomNode.Cli;

/// <summary><c>demo</c>: everything on one machine with no other software.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        Option<string?> folder = new("--out") { Description = "Folder for the series, the archive and the previews. Default: a new one among the temporary files.", HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("demo", "Makes a CT phantom, sends it through a node, and compares what comes back with the truth.") { folder, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        string target = folder is null ? Directory.CreateTempSubdirectory("dicomnode-demo-").FullName : Directory.CreateDirectory(folder).FullName;
        DemoReport report = await WorkProgress.RunAsync(
            console.Error, "Demo", progress => new DemoRun(target, new PhantomSettings()).RunAsync(progress, cancellationToken));
        await console.Output.WriteLineAsync(json ? Json.Of(report) : Text(report));
        return report.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Text(DemoReport report) => string.Join('\n',
    [
        $"{"Structure",-12} {"Volume",12} {"Dice SEG",10} {"Dice RTSTRUCT",14} {"SR",12} {"Truth",12}",
        .. report.Segments.Select(s => FormattableString.Invariant($"{s.Name,-12} {s.VolumeMl,9:0.0} ml {s.Dice,10:0.0000} {s.DiceRtStruct,14:0.0000} {s.ReportedMl,9:0.0} ml {s.TrueMl,9:0.0} ml")),
        "",
        .. report.Results.Select(r => $"{r.Kind,-9} {r.File}"),
        .. report.Previews.Select(p => $"Preview   {p}"),
        $"Seconds   {string.Join(", ", report.Seconds.Select(s => FormattableString.Invariant($"{s.Key} {s.Value:0.0}")))}",
        report.Ok ? "All is right." : "Not right: a structure is not where the truth has it, or not of its size.",
    ]);
}

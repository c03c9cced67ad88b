using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Storage;
using DicomNode.Storage.Files;

namespace DicomNode.Cli;

/// <summary><c>rebuild</c>: makes the index again from the files, on the data folder of a node that is stopped.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        Option<string?> config = CommonOptions.Config();
        Option<string?> data = new("--data") { Description = "The data folder, instead of Data:Root.", HelpName = "DIR" };
        Option<TimeSpan> recent = new("--recent")
        {
            Description = "Series that got an instance within this time are examined and segmented again; older ones rest until somebody asks for them.",
            HelpName = "TIME",
            DefaultValueFactory = _ => InstanceIndex.Recent,
        };
        Option<string[]> set = CommonOptions.Set();
        Command command = new("rebuild", "Makes the index again from the files. The node has to be stopped; the old index is put aside.") { config, data, recent, set };
        command.SetAction((parsed, cancellationToken) =>
        {
            NodeOptions options = CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []);
            return RunAsync(parsed.GetValue(data) ?? options.Data.Root, parsed.GetValue(recent), parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string root, TimeSpan recent, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
        {
            throw new UsageException($"{root}: no such data folder.");
        }

        using DataFolder folder = new(root);
        await using ServiceProvider services = new ServiceCollection().AddStorage(_ => folder).BuildServiceProvider();
        NodeDatabase database = services.GetRequiredService<NodeDatabase>();
        InstanceIndex index = services.GetRequiredService<InstanceIndex>();
        string? aside = database.PutAside();
        await database.StartAsync(cancellationToken);
        RecoveryReport recovered = services.GetRequiredService<InstanceFiles>().Recover();
        IndexReport report = await index.CatchUpAsync(cancellationToken);
        int resting = await index.RestOldSeriesAsync((TimeProvider.System.GetUtcNow() - recent).UtcDateTime, cancellationToken);

        await console.Output.WriteLineAsync($"{report.Added} of {report.Files} files are in the new index; {resting} series older than {recent} rest.");
        await console.Output.WriteLineAsync(aside is null ? "There was no index before." : $"The old index is {aside}. Results stay in their folder; what was sent before is not known any more.");
        foreach (string problem in report.Unreadable.Concat(recovered.Kept))
        {
            await console.Error.WriteLineAsync(problem);
        }

        return report.Unreadable.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}

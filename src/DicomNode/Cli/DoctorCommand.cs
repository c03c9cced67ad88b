using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Dicom.Network.Security;
using DicomNode.Hosting;

namespace DicomNode.Cli;

/// <summary><c>doctor</c>: examines the way to the peers of the configuration, as the node would call them; the node may run or not.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Argument<string?> peer = new("peer") { Description = "The name of a peer in the configuration. Default: all of them.", HelpName = "PEER", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> store = new("--store") { Description = "Store a small test object of the patient DICOMNODE^TEST there. Nobody but you will delete it." };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("doctor", "Finds out what is wrong between the node and its peers, and who has to change what. Exit code 1 when something failed.") { peer, store, config, set, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true), parsed.GetValue(peer), parsed.GetValue(store), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(NodeOptions options, string? name, bool store, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        PeerOptions[] peers = [.. options.Peers.Where(p => name is null || p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (peers.Length == 0)
        {
            throw new UsageException(options.Peers.Count == 0
                ? "The configuration has no Peers."
                : $"\"{name}\": allowed is a name of the configuration's Peers ({string.Join(", ", options.Peers.Select(p => p.Name))}).");
        }

        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(options)
            .AddSingleton(_ => new SteadyClock(TimeProvider.System))
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SteadyClock>())
            .AddDoctorCommand()
            .BuildServiceProvider();
        PeerDoctor doctor = Doctor(services);
        List<PeerDiagnosis> found = [];
        foreach (PeerOptions peer in peers)
        {
            if (!json)
            {
                await output.WriteLineAsync($"{(found.Count > 0 ? Environment.NewLine : "")}{peer.Name}: {PeerClient.AddressOf(peer)}");
            }

            found.Add(await doctor.ExamineAsync(peer, store, json ? null : new DoctorText(output), cancellationToken));
        }

        if (json)
        {
            await output.WriteLineAsync(Json.Of(found));
        }

        return found.All(d => d.IsWell) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <exception cref="UsageException">A certificate cannot be used.</exception>
    private static PeerDoctor Doctor(ServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<PeerDoctor>();
        }
        catch (TlsFileException e)
        {
            throw new UsageException(e.Message);
        }
    }
}

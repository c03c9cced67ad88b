using System.CommandLine;
using System.CommandLine.Invocation;
using DicomNode.Configuration;
using DicomNode.Demo;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage;

namespace DicomNode.Cli;

/// <summary>The program: a tree of commands, and one place where what went wrong becomes a sentence and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (System.CommandLine.Parsing.ParseError wrong in parsed.Errors)
            {
                await error.WriteLineAsync(wrong.Message);
            }

            string command = parsed.CommandResult.Command is RootCommand ? "dicomnode" : $"dicomnode {parsed.CommandResult.Command.Name}";
            await error.WriteLineAsync($"\"{command} --help\" shows the usage.");
            return ExitCode.WrongUsage;
        }

        InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        if (parsed.CommandResult.Command.Name == RunCommand.Name)
        {
            configuration.ProcessTerminationTimeout = null; // the host answers signals itself, and finishes what it has begun
        }

        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (Exception e) when (e is UsageException or NodeConfigurationException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is DicomNetworkException or TlsFileException or DicomDataException or VolumeException or InferenceException or ModelException
            or DemoException or DatabaseDamagedException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e) // the process ends here; this one is our fault, so the developers' details are worth more than brevity
        {
            await error.WriteLineAsync($"A fault of the program: {e}");
            return ExitCode.Failed;
        }
    }

    private static RootCommand Create()
    {
        RootCommand root = new("Receives DICOM series, segments them, and sends SEG and RT Structure Set back. Research use; not a medical device.");
        root.Add(RunCommand.Create());
        root.Add(DemoCommand.Create());
        root.Add(SegmentCommand.Create());
        root.Add(SendCommand.Create());
        root.Add(EchoCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(RoutesCommand.Create());
        root.Add(DumpCommand.Create());
        root.Add(DecodeCommand.Create());
        root.Add(ReadResultCommand.Create());
        root.Add(FindCommand.Create());
        root.Add(MoveCommand.Create());
        root.Add(GetCommand.Create());
        root.Add(ModelsCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(SeriesCommand.Create());
        root.Add(RetryCommand.Create());
        root.Add(ReleaseCommand.Create());
        root.Add(RebuildCommand.Create());
        root.Add(NotifyCommand.Create());
        root.Add(UsersCommand.Create());
        root.Add(ConfigCommand.Create());
        root.Add(ConformanceCommand.Create());
        return root;
    }
}

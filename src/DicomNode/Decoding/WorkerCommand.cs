using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels.Native;

namespace DicomNode.Decoding;

/// <summary>How this program starts itself as a decode worker.</summary>
internal static class WorkerCommand
{
    /// <summary>What a worker inherits: where the runtime and the libraries are, and no secret that the node was given.</summary>
    private static readonly string[] s_inherited = ["PATH", "LD_LIBRARY_PATH", "DOTNET_ROOT", $"DOTNET_ROOT_{RuntimeInformation.ProcessArchitecture.ToString().ToUpperInvariant()}", "TMPDIR"];

    public static DecodeWorkerOptions Options(Action<string> workerLost)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "DicomNode.dll");
        string program = Environment.ProcessPath ?? "dotnet";
        // the executable beside the assembly; otherwise what runs us is the dotnet host (or a test's), which takes the assembly as its argument
        bool isOwn = Path.GetFileNameWithoutExtension(program) == "DicomNode";
        return new()
        {
            Program = program,
            Arguments = isOwn ? [DecodeWorker.Verb] : [assembly, DecodeWorker.Verb],
            Environment = Variables(),
            WorkerLost = workerLost,
        };
    }

    private static Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new()
        {
            ["DOTNET_EnableDiagnostics"] = "0", // no debugger socket, no dump of a patient's image
            ["DOTNET_gcConcurrent"] = "0", // no thread for what a worker has little of
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_TC_QuickJitForLoops"] = "1",
        };
        foreach (string name in s_inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                variables[name] = value;
            }
        }

        return variables;
    }
}

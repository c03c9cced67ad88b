using System.CommandLine;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;

namespace DicomNode.Cli;

/// <summary><c>dump</c>: shows a data set as text, or in the JSON model of PS3.18 Annex F. Of a damaged file it shows what stands before the damage.</summary>
internal static class DumpCommand
{
    private static readonly DataSetReadOptions s_asFarAsPossible = new() { ReadPartly = true };

    public static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "A DICOM file.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "The DICOM JSON model (PS3.18 Annex F) instead of text, with all values inline." };
        Command command = new("dump", "Shows a data set.") { file, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file).FullName, parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        DicomFile file = Part10File.Read(path, s_asFarAsPossible);
        if (json)
        {
            foreach (string remark in file.Remarks)
            {
                await error.WriteLineAsync(remark);
            }

            await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(DicomJsonWriter.ToArray(file.DataSet)).AsMemory(), cancellationToken);
        }
        else
        {
            DataSetText text = new(output, cancellationToken);
            await text.WriteAsync(file);
        }

        if (file.Fault is not DicomDataException fault)
        {
            return ExitCode.Done;
        }

        await error.WriteLineAsync($"Damaged: {fault.Message} What stands before is shown.");
        return ExitCode.Failed;
    }
}

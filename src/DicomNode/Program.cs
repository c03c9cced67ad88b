using DicomNode.Cli;
using DicomNode.Dicom.Pixels.Native;

// a worker starts with nothing of the node but src/Dicom: CommandLine and what it needs is loaded only by the other branch
return args is [DecodeWorker.Verb, .. string[] rest] ? DecodeWorker.Run(rest) : await CommandLine.RunAsync(args, Console.Out, Console.Error);

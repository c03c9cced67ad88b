using System.CommandLine;
using DicomNode.Bench;
using DicomNode.Bench.Segmenting;

Option<int> count = new("--count") { Description = "CT instances in a measurement" };
Option<int> rounds = new("--rounds") { Description = "measurements of each way", DefaultValueFactory = _ => 5 };
Option<int> warmUps = new("--warm-ups") { Description = "series that a receiver gets before it is measured", DefaultValueFactory = _ => 3 };
Option<string[]> series = new("--series") { Description = "ct, mr", DefaultValueFactory = _ => ["ct", "mr"], AllowMultipleArgumentsPerToken = true };
Option<int[]> associations = new("--associations") { Description = "at the same time", DefaultValueFactory = _ => [1, 4], AllowMultipleArgumentsPerToken = true };
Option<int> megabytes = new("--large") { Description = "megabytes of the large instance", DefaultValueFactory = _ => 600 };
series.AcceptOnlyFromAmong("ct", "mr");

Settings Read(ParseResult parsed, int countByDefault) => new(
    parsed.GetResult(count) is null ? countByDefault : parsed.GetValue(count),
    parsed.GetValue(rounds),
    parsed.GetValue(warmUps),
    [.. parsed.GetValue(series)!.Select(name => name == "ct" ? ImageKind.Ct : ImageKind.Mr)],
    parsed.GetValue(associations)!);

Command durable = new("durable", "the fast sender to the node, which syncs before it answers, and to Orthanc") { count, rounds, warmUps, series, associations };
durable.SetAction((parsed, cancellationToken) => new IngestFigures(Read(parsed, 200)).DurableAsync(cancellationToken));
Command index = new("index", "the fast sender to the node, and to its way to the disk without index and jobs") { count, rounds, warmUps, series, associations };
index.SetAction((parsed, cancellationToken) => new IngestFigures(Read(parsed, 200)).IndexAsync(cancellationToken));
Command unsynced = new("unsynced", "the fast sender to the network library writing files without syncing, and to storescp") { count, rounds, warmUps, series, associations };
unsynced.SetAction((parsed, cancellationToken) => new IngestFigures(Read(parsed, 200)).UnsyncedAsync(cancellationToken));
Command senders = new("senders", "storescu, dcmsend and Orthanc as they come to the node, to storescp and to Orthanc") { count, rounds, warmUps, series };
senders.SetAction((parsed, cancellationToken) => new IngestFigures(Read(parsed, 60)).SendersAsync(cancellationToken));
Command ingest = new("ingest", "What the node receives.") { durable, index, unsynced, senders };

Command send = new("send", "Our client and storescu to storescp and to Orthanc.") { count, rounds, series };
send.SetAction((parsed, cancellationToken) => new SendFigures(Read(parsed, 60)).RunAsync(cancellationToken));

Command memory = new("memory", "Memory above the idle node.") { count, series, megabytes };
memory.SetAction((parsed, cancellationToken) => new MemoryFigures(Read(parsed, 200), parsed.GetValue(megabytes)).RunAsync(cancellationToken));

Option<int> frames = new("--frames") { Description = "frames of a file", DefaultValueFactory = _ => 100 };
Option<string> only = new("--only") { Description = "lines whose title has this in it, for example JPEG-LS", DefaultValueFactory = _ => "" };
Command decode = new("decode", "The node's decoders beside the converters of DCMTK, GDCM, OpenJPEG and OpenJPH.") { frames, rounds, only };
decode.SetAction((parsed, cancellationToken) => new DecodeBench(parsed.GetValue(frames), parsed.GetValue(rounds), parsed.GetValue(only)!).RunAsync(cancellationToken));

Option<string?> monai = new("--monai") { Description = "folder that holds the package monai; none: the node alone" };
Option<int> slices = new("--slices") { Description = "slices of the CT", DefaultValueFactory = _ => 400 };
Option<int> classes = new("--classes") { Description = "classes of the scores that are given", DefaultValueFactory = _ => 25 };
Option<int> classSlices = new("--class-slices") { Description = "slices of the CT where scores are given: MONAI needs some 100 MiB for each", DefaultValueFactory = _ => 100 };
Option<double> overlap = new("--overlap") { Description = "of windows", DefaultValueFactory = _ => 0.25 };
Command segment = new("segment", "From files to labels: the node and MONAI on torch, stage by stage.") { monai, slices, classes, classSlices, rounds, overlap, only };
segment.SetAction((parsed, cancellationToken) => new SegmentBench(
    parsed.GetValue(monai), parsed.GetValue(slices), parsed.GetValue(classes), parsed.GetValue(classSlices), parsed.GetResult(rounds) is null ? 3 : parsed.GetValue(rounds), parsed.GetValue(overlap),
    parsed.GetValue(only)!).RunAsync(cancellationToken));

Command kernels = new("kernels", "Single kernels beside SciPy and scikit-image.") { rounds, only };
kernels.SetAction((parsed, cancellationToken) => new KernelBench(parsed.GetValue(rounds), parsed.GetValue(only)!).RunAsync(cancellationToken));

Option<int> segments = new("--segments") { Description = "structures", DefaultValueFactory = _ => 25 };
Option<int> resultSlices = new("--slices") { Description = "slices of the series", DefaultValueFactory = _ => 600 };
Command results = new("results", "The forms of a segmentation: bytes, seconds and memory.") { segments, resultSlices };
results.SetAction((parsed, cancellationToken) => new ResultFigures(parsed.GetValue(segments), parsed.GetValue(resultSlices)).RunAsync(cancellationToken));

Option<string> model = new("--model") { Required = true };
Option<string> dicom = new("--dicom") { Required = true };
Option<string> labels = new("--labels") { Required = true };
Option<string?> scores = new("--scores");
Command segmentRun = new("segment-run", "One run of segment.") { model, dicom, labels, scores, classes };
segmentRun.Hidden = true;
segmentRun.SetAction((parsed, cancellationToken) => new SegmentRun(
    parsed.GetValue(model)!, parsed.GetValue(dicom)!, parsed.GetValue(labels)!, parsed.GetValue(scores), parsed.GetValue(classes)).RunAsync(cancellationToken));

Option<int> port = new("--port") { Required = true };
Option<string> folder = new("--folder") { Required = true };
Option<bool> synced = new("--synced");
Command receive = new("receive", "The receivers of ingest unsynced and of ingest index.") { port, folder, synced };
receive.Hidden = true;
receive.SetAction((parsed, cancellationToken) =>
{
    string target = parsed.GetValue(folder)!;
    return BareProcess.RunAsync(parsed.GetValue(port), parsed.GetValue(synced) ? new SyncedStore(target) : new UnsyncedStore(target), cancellationToken);
});

return await new RootCommand("Ratios of ways that are measured in turns, in one run.") { ingest, send, memory, decode, segment, kernels, results, segmentRun, receive }.Parse(args).InvokeAsync();

using System.CommandLine;
using DicomNode.Bench;

Option<int> count = new("--count") { Description = "instances per measurement", DefaultValueFactory = _ => 100 };
Option<int> rounds = new("--rounds") { Description = "measurements of each pair", DefaultValueFactory = _ => 3 };

Command ingest = new("ingest", "storescu, dcmsend and Orthanc to the node, beside the same senders to storescp") { count, rounds };
ingest.SetAction((parsed, cancellationToken) => new Throughput(parsed.GetValue(count), parsed.GetValue(rounds)).IngestAsync(cancellationToken));

Command send = new("send", "the node's client to storescp and Orthanc, beside storescu to the same") { count, rounds };
send.SetAction((parsed, cancellationToken) => new Throughput(parsed.GetValue(count), parsed.GetValue(rounds)).SendAsync(cancellationToken));

return await new RootCommand("Instances per second, as ratios of pairs measured in one run.") { ingest, send }.Parse(args).InvokeAsync();

using System.Globalization;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;

namespace DicomNode.Bench.Segmenting;

/// <summary>From the files of a CT to labels on its grid: the node and MONAI with torch, stage by stage, in turns.</summary>
/// <param name="monai">The folder that holds the package monai; null: the node alone.</param>
internal sealed class SegmentBench(string? monai, int slices, int classes, int classSlices, int rounds, double overlap, string only)
{
    private const int Size = 512, Window = 96;
    private const string BuiltIn = "config/models/ct-tissue";

    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "monai_peer.py");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using TempFolder folder = new();
        SegmentCase[] cases =
        [
            new("the model that comes with the node", null, slices),
            new("MONAI UNet, 2 classes", "unet", slices),
            new("nnU-Net-like network, 2 classes", "nnunet", slices),
            new($"everything around the network, {classes} classes", "unet", classSlices, classes),
        ];
        foreach (SegmentCase of in cases.Where(c => c.Title.Contains(only, StringComparison.OrdinalIgnoreCase) && (monai is not null || c.Kind is null || c.Classes > 0)))
        {
            await CompareAsync(of, folder, cancellationToken);
        }
    }

    private async Task CompareAsync(SegmentCase of, TempFolder folder, CancellationToken cancellationToken)
    {
        string dicom = Series(folder, of.Slices), model = of.Kind is null ? Checkout.Find(BuiltIn) : Directory.CreateDirectory(folder.Combine($"model-{of.Kind}-{of.Classes}")).FullName;
        string[] given = []; // file and number of classes
        if (of.Kind is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(model, "model.json"), of.Manifest(overlap), cancellationToken);
            string network = Path.Combine(model, "model.onnx");
            if (of.Classes == 0)
            {
                await PeerAsync("export", of.Kind, network);
            }
            else
            {
                await File.WriteAllTextAsync(network, "scores are given", cancellationToken);
                given = [folder.Combine("scores.f32"), $"{of.Classes}"];
                GivenScores.Write(given[0], of.Classes, Window);
            }
        }

        Console.WriteLine($"\n{of.Title}: {Size}×{Size}×{of.Slices}, {rounds} rounds");
        List<(SegmentCost Ours, SegmentCost? Theirs)> measured = [];
        for (int round = 0; round < rounds; round++)
        {
            SegmentCost? theirs = round % 2 == 0 ? await TheirsAsync() : null;
            SegmentCost ours = SegmentCost.Parse(await LastLineAsync(
                Environment.ProcessPath!, ["segment-run", "--model", model, "--dicom", dicom, "--labels", folder.Combine("ours.nii"), .. given.SelectMany((g, i) => new[] { i == 0 ? "--scores" : "--classes", g })]));
            measured.Add((ours, theirs ?? await TheirsAsync()));
        }

        Print(of, measured);
        if (monai is not null && of.Kind is not null)
        {
            (double same, int others) = LabelAgreement.Of(NiftiFile.Read(folder.Combine("ours.nii")), NiftiFile.Read(folder.Combine("theirs.nii")));
            Console.WriteLine($"labels: {same:P4} of the voxels equal, {others} labels besides the background");
        }

        async Task<SegmentCost?> TheirsAsync() => monai is null || of.Kind is null ? null
            : SegmentCost.Parse(await PeerAsync(["run", of.Kind, dicom, folder.Combine("theirs.nii"), .. given]));

        async Task<string> PeerAsync(params string[] arguments) => await LastLineAsync(
            "env", [$"OVERLAP={overlap.ToString(CultureInfo.InvariantCulture)}", "/usr/bin/python3", s_peer, monai!, .. arguments]);

        async Task<string> LastLineAsync(string program, params string[] arguments)
        {
            ProcessOutcome outcome = await ExternalProcess.RunAsync(program, arguments, TimeSpan.FromHours(1), cancellationToken: cancellationToken);
            return outcome.ExitCode == 0 ? outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(l => l.StartsWith('{'))
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {outcome.Output}");
        }
    }

    private static string Series(TempFolder folder, int slices)
    {
        string dicom = folder.Combine($"ct-{slices}");
        if (!Directory.Exists(dicom))
        {
            Directory.CreateDirectory(dicom);
            new MadeSeries { Rows = Size, Columns = Size, Slices = slices, PixelSpacingMm = 0.8, SliceSpacingMm = 1 }.WriteTo(dicom);
        }

        return dicom;
    }

    private static void Print(SegmentCase of, List<(SegmentCost Ours, SegmentCost? Theirs)> rounds)
    {
        Console.WriteLine($"{"",-14}{"node s",10}{"CPU s",10}{"MONAI s",10}{"CPU s",10}   {"time",-24}processor time");
        foreach (string stage in rounds[0].Ours.Stages.Select(s => s.Name).Union(rounds[0].Theirs?.Stages.Select(s => s.Name) ?? []))
        {
            Line(stage, c => c.Stages.Where(s => s.Name == stage).Sum(s => s.Seconds), c => c.Stages.Where(s => s.Name == stage).Sum(s => s.Processor));
        }

        Line("end to end", c => c.Seconds, c => c.Processor);
        double ours = rounds.Max(r => r.Ours.UsedMiB);
        Console.WriteLine($"memory above idle: node {ours:F0} MiB, foretold {rounds[0].Ours.PredictedMiB:F0} MiB{(of.Classes == 0 ? " without the network's own" : "")}{(rounds[0].Theirs is null ? "" : $", MONAI {rounds.Max(r => r.Theirs!.UsedMiB):F0} MiB (batch {rounds[0].Theirs!.Batch}), ratio {Ratio(r => r.UsedMiB)}")}");

        void Line(string title, Func<SegmentCost, double> seconds, Func<SegmentCost, double> processor)
        {
            Console.Write($"{title,-14}{Median(r => seconds(r.Ours)),10:F2}{Median(r => processor(r.Ours)),10:F2}");
            Console.WriteLine(rounds[0].Theirs is null ? "" : $"{Median(r => seconds(r.Theirs!)),10:F2}{Median(r => processor(r.Theirs!)),10:F2}   {Ratio(seconds),-24}{Ratio(processor)}");
        }

        double Median(Func<(SegmentCost Ours, SegmentCost? Theirs), double> what) => rounds.Select(what).Order().ElementAt(rounds.Count / 2);

        string Ratio(Func<SegmentCost, double> what)
        {
            double[] ratios = [.. rounds.Select(r => what(r.Theirs!) / what(r.Ours)).Order()];
            return ratios.All(double.IsFinite) ? $"{ratios[ratios.Length / 2]:F2} [{ratios[0]:F2} – {ratios[^1]:F2}]" : "";
        }
    }
}

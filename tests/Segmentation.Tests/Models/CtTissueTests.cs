using DicomNode.CtTissueModel;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Models;

public class CtTissueTests
{
    [Fact]
    public void The_committed_network_is_what_the_program_writes() =>
        Assert.Equal(CtTissueNetwork.ToOnnx(), File.ReadAllBytes(Checkout.Find("config/models/ct-tissue/model.onnx")));

    [Fact]
    public async Task A_trunk_on_a_table_with_gas_in_the_bowel_gives_body_lungs_and_bone()
    {
        Volume<float> hu = MadeTrunk.Scan(out byte[] truth);

        Volume<ushort> labels = await SegmentAsync(hu);

        Assert.InRange(Dice(labels, truth, l => l is 2 or 3 or 4 or 5, t => t != MadeTrunk.Outside), 0.99, 1);
        Assert.InRange(Dice(labels, truth, l => l == 4, t => t == MadeTrunk.LungLeft), 0.98, 1);
        Assert.InRange(Dice(labels, truth, l => l == 5, t => t == MadeTrunk.LungRight), 0.98, 1);
        Assert.InRange(Dice(labels, truth, l => l == 3, t => t == MadeTrunk.Bone), 0.98, 1);
    }

    [SharedFact(Needs = "data/ct-abdomen-pelvis-gepet")]
    public async Task A_real_abdomen_agrees_with_SciPy_on_the_same_definition()
    {
        string folder = SharedData.Require("data/ct-abdomen-pelvis-gepet");
        string[] files = Directory.GetFiles(folder);
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        using TempFolder temp = new();
        string path = temp.Combine("labels.nii.gz");
        NiftiFile.Write(path, await SegmentAsync(SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None)));

        ProcessOutcome outcome = await ExternalProcess.RunAsync("/usr/bin/python3", [Checkout.Find("tests/independent/ct_tissue.py"), folder, path]);

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        string[][] lines = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(parts => parts.Length == 4)];
        Assert.Equal(["Body", "Lung left", "Lung right", "Bone"], lines.Select(parts => parts[0]));
        Assert.All(lines, parts => Assert.InRange(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), 0.999, 1));
        Assert.All(lines, parts => Assert.InRange(int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), 1000, int.MaxValue));
    }

    private static async Task<Volume<ushort>> SegmentAsync(Volume<float> hu)
    {
        ModelFolder model = ModelFolder.Load(Checkout.Find("config/models/ct-tissue"));
        using OnnxEngine engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });
        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(model, [hu], null, CancellationToken.None);
        return result.Labels;
    }

    private static double Dice(Volume<ushort> labels, byte[] truth, Func<ushort, bool> isLabel, Func<byte, bool> isTruth)
    {
        (long both, long sum) = (0, 0);
        ushort[] values = labels.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            (bool a, bool b) = (isLabel(values[i]), isTruth(truth[i]));
            both += a && b ? 1 : 0;
            sum += (a ? 1 : 0) + (b ? 1 : 0);
        }

        return 2.0 * both / sum;
    }
}

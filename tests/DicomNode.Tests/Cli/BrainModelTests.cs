using System.Globalization;
using System.Text.Json.Nodes;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Cli;

/// <summary>The commands with a trained network and its known answer.</summary>
public class BrainModelTests
{
    private const string Model = "models/brain-gwm";

    [SharedFact(Needs = Model)]
    public async Task Checking_it_runs_its_self_test()
    {
        CommandRun run = await CommandRun.OfAsync("models", "check", SharedData.Require(Model), "--set", "Inference:Providers:0=CPU");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Self-test passed: label 1 Dice 1.0000", run.Output, StringComparison.Ordinal);
        Assert.Contains(" on CPU.", run.Output, StringComparison.Ordinal);
    }

    [SharedFact(Needs = Model)]
    public async Task A_network_that_answers_otherwise_is_refused_with_the_Dice_of_every_label()
    {
        using TempFolder folder = new();
        string model = Copy(folder, manifest => { });
        string labels = Path.Combine(model, "golden", "labels_u8_64x56x48.raw");
        byte[] expected = await File.ReadAllBytesAsync(labels);
        Array.Fill(expected, (byte)1, 0, 20_000);
        await File.WriteAllBytesAsync(labels, expected);
        CommandRun run = await CommandRun.OfAsync("models", "check", model);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("selfTest: label 1 Dice 0.", run.Error, StringComparison.Ordinal);
        Assert.Contains("0.9999 is asked for", run.Error, StringComparison.Ordinal);
    }

    /// <summary>
    /// The golden input is the tensor itself, a piece of a head, and the golden labels are the network's own. So the manifest's preparation (a grid of
    /// 256³, percentiles of a whole head) becomes what goes with the files, a division by 255, and its last step, which keeps the largest piece of a whole
    /// brain, goes; the rest is the model as it is. The image is stored as the network wants it, and as an axial series is.
    /// </summary>
    [SharedTheory(Needs = Model)]
    [InlineData("LIA")]
    [InlineData("SPL")]
    public async Task Segment_on_the_golden_input_gives_the_golden_labels(string storedAs)
    {
        using TempFolder folder = new();
        string model = Copy(folder, manifest =>
        {
            manifest["preprocess"] = new JsonArray(new JsonObject { ["op"] = "reorient" }, new JsonObject { ["op"] = "affine-intensity", ["mean"] = 0, ["std"] = 255 });
            manifest["postprocess"] = new JsonArray();
        });
        Volume<byte> input = Golden("in_u8_64x56x48.raw"), expected = Golden("labels_u8_64x56x48.raw");
        string image = WriteMetaImage(folder, input, storedAs);

        CommandRun run = await CommandRun.OfAsync("segment", image, "--model", model, "--out", folder.Combine("out"), "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Volume<float> labels = NiftiFile.Read(folder.Combine("out", "labels.nii.gz"));
        Assert.All([1, 2], label => Assert.InRange(Dice(labels, expected, label), 0.9999, 1));
    }

    private static string Copy(TempFolder folder, Action<JsonNode> change)
    {
        string from = SharedData.Require(Model), to = folder.Folder("model");
        foreach (string file in new[] { "model.onnx", "golden/in_u8_64x56x48.raw", "golden/labels_u8_64x56x48.raw" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, file))!);
            File.WriteAllBytes(Path.Combine(to, file), File.ReadAllBytes(Path.Combine(from, file)));
        }

        JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(from, "model.json")))!;
        change(manifest);
        File.WriteAllText(Path.Combine(to, "model.json"), manifest.ToJsonString());
        return to;
    }

    // axes of the raw files, slowest first: to the left, down, to the front; 1 mm
    private static Volume<byte> Golden(string name) => new(
        File.ReadAllBytes(Path.Combine(SharedData.Require(Model), "golden", name)), new VolumeShape(64, 56, 48),
        new Geometry(new(-20, 30, 40), ColumnStep: new(0, -1, 0), RowStep: new(0, 0, -1), SliceStep: new(1, 0, 0)));

    private static string WriteMetaImage(TempFolder folder, Volume<byte> volume, string storedAs)
    {
        Volume<byte> stored = storedAs == "LIA" ? volume : Spl(volume);
        File.WriteAllBytes(folder.Combine("t1.raw"), stored.Values.ToArray());
        Geometry g = stored.Geometry;
        string image = folder.Combine("t1.mhd");
        File.WriteAllText(image, string.Create(CultureInfo.InvariantCulture, $"""
            ObjectType = Image
            NDims = 3
            BinaryData = True
            BinaryDataByteOrderMSB = False
            TransformMatrix = {Text(g.ColumnStep)} {Text(g.RowStep)} {Text(g.SliceStep)}
            Offset = {Text(g.Origin)}
            ElementSpacing = 1 1 1
            DimSize = {stored.Shape.Width} {stored.Shape.Height} {stored.Shape.Depth}
            ElementType = MET_UCHAR
            ElementDataFile = t1.raw

            """));
        return image;
    }

    // as an axial DICOM series is stored: slices upwards, rows to the back, columns to the left
    private static Volume<byte> Spl(Volume<byte> lia)
    {
        VolumeShape from = lia.Shape, to = new(from.Height, from.Width, from.Depth);
        byte[] values = new byte[to.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int z, int y, int x) = (i / to.SliceLength, i / to.Width % to.Height, i % to.Width);
            values[i] = lia.Values.Span[(((x * from.Height) + from.Height - 1 - z) * from.Width) + from.Width - 1 - y];
        }

        return new Volume<byte>(values, to, new Geometry(lia.Geometry.ToPatient(0, from.Height - 1, from.Width - 1), ColumnStep: new(1, 0, 0), RowStep: new(0, 1, 0), SliceStep: new(0, 0, 1)));
    }

    private static string Text(Vector3D v) => string.Create(CultureInfo.InvariantCulture, $"{v.X} {v.Y} {v.Z}");

    // voxel by voxel through the two affines, whatever the order of axes in the file
    private static double Dice(Volume<float> labels, Volume<byte> expected, int label)
    {
        (long ours, long theirs, long both) = (labels.Values.ToArray().LongCount(v => v == label), 0, 0);
        for (int i = 0; i < expected.Shape.Length; i++)
        {
            if (expected.Values.Span[i] == label)
            {
                theirs++;
                VolumeShape s = expected.Shape;
                both += At(labels, expected.Geometry.ToPatient(i / s.SliceLength, i / s.Width % s.Height, i % s.Width)) == label ? 1 : 0;
            }
        }

        Assert.InRange(theirs, 10_000, long.MaxValue);
        return 2.0 * both / (ours + theirs);
    }

    private static float At(Volume<float> volume, Vector3D point)
    {
        Vector3D from = point - volume.Geometry.Origin;
        int Index(int axis)
        {
            double along = Vector3D.Dot(from, volume.Geometry.Step(axis)); // steps are 1 mm and perpendicular
            Assert.Equal(Math.Round(along), along, 1e-3);
            return (int)Math.Round(along);
        }

        return volume.Values.Span[(((Index(0) * volume.Shape.Height) + Index(1)) * volume.Shape.Width) + Index(2)];
    }
}

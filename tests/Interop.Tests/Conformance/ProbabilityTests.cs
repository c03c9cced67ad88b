using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Segmentations of probabilities by the node's own path: the kit finds nothing wrong, every byte is round(255 p), and a second run gives the same file.</summary>
public class ProbabilityTests
{
    private const int Classes = 3;
    private static readonly float[] s_middles = [-800, 0, 700];

    [SharedTheory(Needs = ConformanceKit.Folder)]
    [InlineData(32, 40)]
    [InlineData(41, 51)]
    public async Task Bytes_are_the_probabilities_and_the_object_is_valid_and_made_again_the_same(int rows, int columns)
    {
        using TempFolder folder = new();
        MadeSeries series = new() { Rows = rows, Columns = columns, Slices = 6, NoiseHu = 60 };
        string images = folder.Folder("ct");
        series.WriteTo(images);
        WrittenResult result = new(images, folder.Combine("seg.dcm"), "");

        Volume<ushort> labels = await WriteAsync(folder, images, result.Segmentation), again = await WriteAsync(folder, images, folder.Combine("again.dcm"));

        Assert.Equal(File.ReadAllBytes(result.Segmentation), File.ReadAllBytes(folder.Combine("again.dcm")));
        Assert.Equal(labels.Values.ToArray(), again.Values.ToArray());
        Assert.Empty(Directory.GetFiles(folder.Path, "*.spool"));
        await ConformanceKit.CheckSegAsync(result, ["--policy"]);

        DicomFile file = Part10File.Read(result.Segmentation);
        Assert.Equal("FRACTIONAL", file.DataSet.GetString(Tags.SegmentationType));
        Assert.Equal("PROBABILITY", file.DataSet.GetString(Tags.SegmentationFractionalType));
        Volume<float> hu = SeriesVolumeBuilder.Build([.. Directory.GetFiles(images)], SliceStack.Examine([.. Directory.GetFiles(images).SelectMany(SeriesVolumeBuilder.ReadFacts)]), CancellationToken.None);
        RequireBytes(StoredSegmentation.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed), file.DataSet, hu);
    }

    private static void RequireBytes(StoredSegmentation stored, DataSet dataSet, Volume<float> hu)
    {
        byte[][] read = [.. Enumerable.Range(0, Classes).Select(_ => new byte[hu.Shape.Length])];
        ushort[] values = new ushort[hu.Shape.SliceLength];
        double[] position = [.. dataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence).Select(g => g.GetItems(Tags.PlanePositionSequence)[0].GetDoubles(Tags.ImagePositionPatient)[2])];
        foreach (StoredFrame frame in stored.Frames)
        {
            int slice = (int)Math.Round((position[frame.Index] - hu.Geometry.Origin.Z) / hu.Geometry.SliceStep.Z);
            stored.ReadFrame(frame.Index, values);
            Array.ConvertAll(values, v => (byte)v).CopyTo(read[frame.SegmentNumber!.Value], slice * values.Length);
        }

        Assert.True(read[1].Distinct().Count() > 10, $"{read[1].Distinct().Count()} values");
        for (int segment = 1; segment < Classes; segment++)
        {
            for (int i = 0; i < hu.Shape.Length; i++)
            {
                double sum = Enumerable.Range(0, Classes).Sum(c => Math.Exp(Score(c, hu.Values.Span[i]))), p = 255 * Math.Exp(Score(segment, hu.Values.Span[i])) / sum;
                Assert.True(Math.Abs(p - read[segment][i]) < 0.501, $"segment {segment}, voxel {i}: {p:0.0000} is {read[segment][i]}");
            }
        }
    }

    private static float Score(int channel, float hu) => -Math.Abs(hu - s_middles[channel]) / 800;

    private static async Task<Volume<ushort>> WriteAsync(TempFolder folder, string images, string path)
    {
        ModelFolder model = ThresholdModel.Write(folder.Folder("model"), Classes - 1, 0);
        string manifest = Path.Combine(model.Path, ModelFolder.ManifestName), text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"restore\": \"scores\"", "\"activation\": \"softmax\"", StringComparison.Ordinal)
            .Replace("\"segments\":", "\"emit\": { \"segmentationType\": \"FRACTIONAL\" }, \"segments\":", StringComparison.Ordinal));
        using ScriptedEngine engine = ScriptedEngine.PerVoxel([.. Enumerable.Range(0, Classes).Select(c => (Func<float, float>)(v => Score(c, v)))]);
        SeriesSegmenter segmenter = new(new SegmentationPipeline(engine, TimeProvider.System), FrameDecoders.Managed, TimeProvider.System);
        using SegmentationOutcome outcome = await segmenter.RunAsync(
            new(ModelFolder.Load(model.Path), [Directory.GetFiles(images)], [ResultKind.Segmentation, ResultKind.MeasurementReport], SyntheticResult.Time, "node-1")
            {
                Spool = () => new FileStream(folder.Combine("p.spool"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose),
            }, progress: null, CancellationToken.None);
        ResultObject segmentation = outcome.Objects.Single(o => o.Kind == ResultKind.Segmentation);
        Part10File.Write(path, segmentation.DataSet, segmentation.PreferredTransferSyntax);
        DataSet report = outcome.Objects.Single(o => o.Kind == ResultKind.MeasurementReport).DataSet;
        Assert.Contains(segmentation.SopInstanceUid, DataSetText(report), StringComparison.Ordinal);
        return outcome.Labels;
    }

    private static string DataSetText(DataSet dataSet) => System.Text.Encoding.Latin1.GetString(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
}

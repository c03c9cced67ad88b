using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Measurement reports before validators that are not ours: dciodvfy, DCMTK, PixelMed's templates.</summary>
public class MeasurementReportTests
{
    private static readonly SyntheticSeries s_series = new("measured") { Gap = true, SpacingMm = (0.7, 1.3) };

    [Theory]
    [InlineData(ReportForm.Comprehensive3D)]
    [InlineData(ReportForm.Comprehensive)]
    public async Task A_report_on_a_segmentation_follows_tid_1500_and_its_values_can_be_computed_again(ReportForm form)
    {
        using TempFolder folder = new();
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        WrittenResult result = WrittenResult.Of(s_series, folder, SyntheticResult.Segments, masks);
        DataSet segmentation = Part10File.Read(result.Segmentation).DataSet;
        MeasurementReport report = new([.. SyntheticResult.Segments.Select((s, i) => Measure(s, i, masks) with { MaximumDiameterMm = 12.5 + i })])
        {
            Segmentation = new(ResultKind.Segmentation, segmentation, RequiresImplicitVr: false),
            Quantity = VoxelQuantity.Hounsfield,
            Comments = ["Liver reaches the edge of the images."],
        };
        string file = Write(folder, MeasurementReportObject.Build(SyntheticResult.Context(s_series), report, form));

        await RequireValidAsync(file);
        if (form == ReportForm.Comprehensive3D)
        {
            await RequireTemplateAsync(file);
        }

        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            string found = await ConformanceKit.CheckSrAsync(file, result);
            Assert.Equal(3, found.Split("mean, standard deviation, volume agree").Length - 1);
        }
    }

    [Fact]
    public async Task Where_nothing_was_found_and_no_segmentation_is_made_the_report_says_so()
    {
        using TempFolder folder = new();
        MeasurementReport report = new([.. SyntheticResult.Segments.Select(s => new StructureMeasurement(s, 0))])
        {
            Quantity = VoxelQuantity.Hounsfield,
            Comments = ["Nothing was found."],
        };
        string file = Write(folder, MeasurementReportObject.Build(SyntheticResult.Context(s_series), report));

        await RequireTemplateAsync(file);
        string read = await RequireValidAsync(file);
        Assert.Equal(3, read.Split("\"Volume\")=\"0\"").Length - 1);
        Assert.Contains("Nothing was found.", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_structure_that_the_segmentation_leaves_out_is_named_in_words()
    {
        using TempFolder folder = new();
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        IReadOnlyList<ResultSegment> found = [.. SyntheticResult.Segments.Take(1)];
        WrittenResult result = WrittenResult.Of(s_series, folder, found, masks);
        MeasurementReport report = new([Measure(found[0], 0, masks), new StructureMeasurement(SyntheticResult.Segments[1], 0)])
        {
            Segmentation = new(ResultKind.Segmentation, Part10File.Read(result.Segmentation).DataSet, RequiresImplicitVr: false),
            Quantity = VoxelQuantity.Hounsfield,
        };
        string file = Write(folder, MeasurementReportObject.Build(SyntheticResult.Context(s_series), report));

        string read = await RequireValidAsync(file);
        Assert.Contains("Spleen: not found, volume 0 ml.", read, StringComparison.Ordinal);
        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            await ConformanceKit.CheckSrAsync(file, result);
        }
    }

    /// <summary>No validator finds an error.</summary>
    /// <returns>The content as DCMTK reads it.</returns>
    private static async Task<string> RequireValidAsync(string file)
    {
        ProcessOutcome structure = await ExternalProcess.RunAsync("dciodvfy", ["-new", file]);
        Assert.DoesNotContain(structure.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
        return await Dcmtk.RequireAsync("dsrdump", ["-Ec", "+Pl", file]);
    }

    private static async Task RequireTemplateAsync(string file)
    {
        // its stylesheet is larger than the limits that newer Java runtimes set
        ProcessOutcome template = await ExternalProcess.RunAsync(
            "env", ["JDK_JAVA_OPTIONS=-Djdk.xml.xpathExprGrpLimit=0 -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathTotalOpLimit=0", "DicomSRValidator", file], TimeSpan.FromMinutes(2));
        Assert.Contains("Root Template Validation Complete", template.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(template.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
    }

    private static string Write(TempFolder folder, ResultObject result)
    {
        string file = folder.Combine("sr.dcm");
        Part10File.Write(file, result.DataSet, result.PreferredTransferSyntax);
        return file;
    }

    private static StructureMeasurement Measure(ResultSegment segment, int index, SyntheticMasks masks)
    {
        IReadOnlyList<DataSet> images = s_series.DataSets();
        double[] extents = [.. Enumerable.Repeat(s_series.SliceSpacingMm, s_series.Slices)];
        extents[4] = extents[5] = s_series.SliceSpacingMm * 1.5; // the gap is between these two
        List<double> values = [];
        double volume = 0;
        byte[] mask = new byte[s_series.Rows * s_series.Columns];
        for (int z = 0; z < images.Count; z++)
        {
            masks.TryReadSlice(index, z, mask);
            ReadOnlySpan<short> pixels = MemoryMarshal.Cast<byte, short>(images[z].GetBytes(Tags.PixelData).Span);
            for (int i = 0; i < mask.Length; i++)
            {
                if (mask[i] != 0)
                {
                    values.Add(pixels[i] - 1024);
                    volume += s_series.SpacingMm.Row * s_series.SpacingMm.Column * extents[z];
                }
            }
        }

        double mean = values.Average();
        return new(segment, volume) { Mean = mean, StandardDeviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), SegmentNumber = index + 1 };
    }
}

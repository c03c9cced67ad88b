using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class StoredReportTests
{
    private static readonly SyntheticSeries s_series = new("report") { Rows = 8, Columns = 8, Slices = 3 };

    [Theory]
    [InlineData(ReportForm.Comprehensive3D)]
    [InlineData(ReportForm.Comprehensive)]
    public void What_we_write_is_read(ReportForm form)
    {
        ResultContext context = SyntheticResult.Context(s_series);
        ResultObject segmentation = SegmentationObject.Build(context, SyntheticResult.Segments, SyntheticMasks.Phantom(s_series));
        MeasurementReport report = new([.. SyntheticResult.Segments.Select((s, i) => new StructureMeasurement(s, 1234.5678901234567 + i) { Mean = -12.25, StandardDeviation = 3, MaximumDiameterMm = 17.5, SegmentNumber = i + 1 })])
        {
            Segmentation = segmentation,
            Quantity = VoxelQuantity.Hounsfield,
            Comments = ["Liver reaches the edge of the images."],
        };
        ResultObject made = MeasurementReportObject.Build(context, report, form);
        DataSet file = DataSetReader.Read(DataSetWriter.ToArray(made.DataSet, TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian);

        StoredReport read = StoredReport.Open(file);

        Assert.Equal("126000", read.Title.Value);
        Assert.Equal(["Liver reaches the edge of the images."], read.Comments);
        Assert.Equal(SyntheticResult.Segments.Select(s => s.Label), read.Groups.Select(g => g.TrackingId));
        Assert.Equal(SyntheticResult.Segments.Select(s => context.Uids.TrackingUid(s.Label)), read.Groups.Select(g => g.TrackingUid));
        Assert.Equal(SyntheticResult.Segments.Select(s => s.Type), read.Groups.Select(g => g.Finding));
        Assert.Equal(Enumerable.Range(1, read.Groups.Count).Select(n => ((string, int)?)(segmentation.SopInstanceUid, n)), read.Groups.Select(g => g.Segment));
        Assert.All(read.Groups, g => Assert.Equal(context.Source.SeriesInstanceUid, g.SourceSeriesUid));
        Assert.Equal(new double?[] { 1234.5678901234567, 17.5, -12.25, 3 }, read.Groups[0].Measurements.Select(m => m.Value)); // all digits
        Assert.Equal(["mm3", "mm", "[hnsf'U]", "[hnsf'U]"], read.Groups[0].Measurements.Select(m => m.Unit?.Value));
        Assert.Equal([null, null, "Mean", "Standard Deviation"], read.Groups[0].Measurements.Select(m => m.Derivation?.Meaning));
        ResultSegment sided = SyntheticResult.Segments.First(s => s.TypeModifier is not null);
        Assert.Equal(sided.TypeModifier, read.Groups[SyntheticResult.Segments.ToList().IndexOf(sided)].Laterality);
    }

    [Fact]
    public void Groups_of_others_are_found_wherever_they_stand_and_numbers_without_a_value_say_why()
    {
        DataSet volume = Item("NUM", "CONTAINS", new("118565006", "SCT", "Volume"))
            .SetItems(Tags.MeasuredValueSequence, [new DataSet().SetString(Tags.NumericValue, "12.5").SetItems(Tags.MeasurementUnitsCodeSequence, [Code(new("cm3", "UCUM", "cubic centimeter"))])]);
        DataSet failed = Item("NUM", "CONTAINS", new("G-A185", "SRT", "Long Axis"))
            .SetItems(Tags.MeasuredValueSequence, []).SetItems(Tags.NumericValueQualifierCodeSequence, [Code(new("114006", "DCM", "Measurement failure"))]);
        DataSet site = Item("CODE", "HAS CONCEPT MOD", new("G-C0E3", "SRT", "Finding Site")).SetItems(Tags.ConceptCodeSequence, [Code(new("T-62000", "SRT", "Liver"))]);
        DataSet group = Item("CONTAINER", "CONTAINS", new("125007", "DCM", "Measurement Group")).SetItems(Tags.ContentSequence, [site, Item("WAVEFORM", "CONTAINS", null), volume, failed]);
        DataSet deep = Item("CONTAINER", "CONTAINS", new("1", "99X", "A heading of theirs")).SetItems(Tags.ContentSequence, [group]);
        DataSet report = Item("CONTAINER", null, new("1", "99X", "Their title")).SetString(Tags.SopClassUid, Uids.EnhancedSrStorage).SetItems(Tags.ContentSequence, [deep]);

        StoredMeasurementGroup read = Assert.Single(StoredReport.Open(report).Groups);

        Assert.Equal("Liver", read.Site?.Meaning);
        Assert.Null(read.Segment);
        Assert.Equal(new double?[] { 12.5, null }, read.Measurements.Select(m => m.Value));
        Assert.Equal("Measurement failure", read.Measurements[1].Qualifier?.Meaning);
    }

    [Fact]
    public void What_is_no_report_is_refused_by_name()
    {
        Assert.Contains("no structured report", Assert.Throws<DicomDataException>(() => StoredReport.Open(new DataSet().SetString(Tags.SopClassUid, Uids.CtImageStorage))).Message, StringComparison.Ordinal);
        Assert.Contains("no title", Assert.Throws<DicomDataException>(() => StoredReport.Open(new DataSet().SetString(Tags.SopClassUid, Uids.ComprehensiveSrStorage))).Message, StringComparison.Ordinal);
        DataSet deep = Item("CONTAINER", "CONTAINS", new("1", "99X", "x"));
        for (int i = 0; i < 40; i++)
        {
            deep = Item("CONTAINER", "CONTAINS", new("1", "99X", "x")).SetItems(Tags.ContentSequence, [deep]);
        }

        Assert.Contains("32 deep", Assert.Throws<DicomDataException>(() => StoredReport.Open(deep.SetString(Tags.SopClassUid, Uids.ComprehensiveSrStorage))).Message, StringComparison.Ordinal);
    }

    private static DataSet Item(string valueType, string? relation, CodedConcept? name)
    {
        DataSet item = new DataSet().SetString(Tags.ValueType, valueType);
        if (relation is not null)
        {
            item.SetString(Tags.RelationshipType, relation);
        }

        return name is null ? item : item.SetItems(Tags.ConceptNameCodeSequence, [Code(name)]);
    }

    private static DataSet Code(CodedConcept concept) => concept.ToItem(SpecificCharacterSet.Default);
}

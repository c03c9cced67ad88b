using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

public sealed class RouteTableTests
{
    private readonly DicomFile _image = new(
        new DataSet().SetString(Tags.SourceApplicationEntityTitle, "SCANNER").SetString(Tags.ReceivingApplicationEntityTitle, "DICOMNODE"),
        new DataSet().SetString(Tags.Modality, "CT").SetString(Tags.SeriesDescription, "Thorax 1.0 Br40").SetString(Tags.BodyPartExamined, "CHEST"),
        TransferSyntax.ExplicitVrLittleEndian);

    [Fact]
    public void A_route_without_conditions_takes_everything() => Assert.True(Matches(new()));

    [Fact]
    public void Every_condition_has_to_hold()
    {
        Assert.True(Matches(new() { Modality = "ct", BodyPartExamined = "Chest", SeriesDescription = "^thorax.*br40$", CallingAeTitle = "SCANNER", CalledAeTitle = "DICOMNODE" }));
        Assert.False(Matches(new() { Modality = "MR" }));
        Assert.False(Matches(new() { Modality = "CT", BodyPartExamined = "HEAD" }));
        Assert.False(Matches(new() { SeriesDescription = "abdomen" }));
        Assert.False(Matches(new() { CallingAeTitle = "OTHER" }));
        Assert.False(Matches(new() { CalledAeTitle = "OTHER" }));
    }

    [Fact]
    public void An_absent_attribute_meets_no_condition() => Assert.False(Matches(new() { StudyDescription = ".*" }));

    private bool Matches(RouteConditionOptions when) => new RouteTable(new() { Routes = [new() { When = when, Model = "m" }] }).Match(_image).Count == 1;
}

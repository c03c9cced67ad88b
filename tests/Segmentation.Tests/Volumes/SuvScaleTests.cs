using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

public class SuvScaleTests
{
    [Fact]
    public void Uptake_is_activity_by_the_dose_that_is_left_at_the_start_of_the_scan_per_gram()
    {
        // one half-life of 110 minutes between injection and scan: 400 MBq are 200
        Assert.Equal(80_000 / 200e6, SuvScale.Of([Pet()]), 1e-12);
        Assert.Equal(80_000 / 400e6, SuvScale.Of([Pet().SetString(Tags.DecayCorrection, "ADMIN")]), 1e-12);
        Assert.Equal(1, SuvScale.Of([Pet().SetString(Tags.Units, "GML")]));
    }

    [Fact]
    public void An_injection_before_midnight_and_a_series_that_was_made_later_are_understood()
    {
        DataSet late = Pet().SetString(Tags.SeriesTime, "235959").SetString(Tags.AcquisitionDate, "20240102").SetString(Tags.AcquisitionTime, "011500");
        late.GetItems(Tags.RadiopharmaceuticalInformationSequence)[0].SetString(Tags.RadiopharmaceuticalStartTime, "232500.000");
        Assert.Equal(80_000 / 200e6, SuvScale.Of([late]), 1e-12);

        DataSet dated = Pet();
        dated.GetItems(Tags.RadiopharmaceuticalInformationSequence)[0].SetString(Tags.RadiopharmaceuticalStartDateTime, "20240102081000.0+0100");
        Assert.Equal(80_000 / 200e6, SuvScale.Of([dated]), 1e-12);
    }

    [Fact]
    public void What_a_series_does_not_say_is_named_and_not_guessed()
    {
        foreach ((DataSet pet, string attribute) in new[]
        {
            (Pet().SetString(Tags.Units, "CNTS"), "Units"), (Pet().SetString(Tags.CorrectedImage, "DECY"), "CorrectedImage"), (Pet().SetEmpty(Tags.PatientWeight), "PatientWeight"),
            (Pet().SetString(Tags.DecayCorrection, "NONE"), "DecayCorrection"), (Pet().SetEmpty(Tags.SeriesTime), "SeriesTime"),
        })
        {
            Assert.Contains(attribute, Assert.Throws<VolumeException>(() => SuvScale.Of([pet])).Message, StringComparison.Ordinal);
        }
    }

    private static DataSet Pet() => new DataSet()
        .SetString(Tags.Units, "BQML").SetString(Tags.CorrectedImage, "ATTN", "DECY").SetString(Tags.DecayCorrection, "START").SetString(Tags.PatientWeight, "80")
        .SetString(Tags.SeriesDate, "20240102").SetString(Tags.SeriesTime, "100000")
        .SetItems(Tags.RadiopharmaceuticalInformationSequence, [new DataSet()
            .SetString(Tags.RadionuclideTotalDose, "400000000").SetString(Tags.RadionuclideHalfLife, "6600").SetString(Tags.RadiopharmaceuticalStartTime, "081000")]);
}

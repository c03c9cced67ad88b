using DicomNode.Demo;
using DicomNode.Diagnosing;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;

namespace DicomNode.Conformance;

/// <summary>Each object twice, of images, models and nodes that differ in everything: what is the same in both is fixed.</summary>
internal sealed class TwoSamples
{
    private readonly SampleResults _one, _other;

    public TwoSamples(CancellationToken cancellationToken)
    {
        DataSet[] one = Images("A", 1, 16, cancellationToken);
        Source = one[0];
        _one = new(one, Terms("A", 1, new("85756007", "SCT", "Tissue"), new(230, 159, 0)));
        _other = new(Images("B", 3, 528, cancellationToken), Terms("B", 3, new("10200004", "SCT", "Liver"), new(0, 90, 181)));
    }

    /// <summary>The first image behind the first of the two.</summary>
    public DataSet Source { get; }

    public (DataSet One, DataSet Other) Of(ResultSpec spec) => (_one.Of(spec).DataSet, _other.Of(spec).DataSet);

    private static SampleTerms Terms(string name, int number, CodedConcept type, RgbColor color) => new(
        $"Sample {name}", $"Description {name}", $"model-{name}", $"node {name}", new(2026, number, number, number, number, number, TimeSpan.Zero),
        new($"Structure {name}", new(number == 1 ? "123037004" : "49755003", "SCT", number == 1 ? "Anatomical Structure" : "Morphologically Altered Structure"), type, color, new($"algorithm {name}", $"{number}", $"maker {name}"))
        {
            RoiType = number == 1 ? "ORGAN" : "GTV",
        });

    private static DataSet[] Images(string name, int number, int side, CancellationToken cancellationToken)
    {
        PhantomSettings settings = new() { Columns = side, Rows = side, Slices = 2 + number, PixelSpacingMm = 20 + number, SliceSpacingMm = 20 + number, Seed = number, PitchDegrees = 30 * (number - 1) };
        DataSet[] images = [.. SampleSeries.Of($"statement {name}", settings, cancellationToken)];
        foreach ((int z, DataSet image) in images.Index())
        {
            image.SetString(Tags.SopClassUid, number == 1 ? Uids.CtImageStorage : Uids.PositronEmissionTomographyImageStorage).SetString(Tags.Modality, number == 1 ? "CT" : "PT")
                .SetString(Tags.SpecificCharacterSet, number == 1 ? "ISO_IR 192" : "ISO_IR 100")
                .SetString(Tags.PatientName, $"Name^{name}").SetString(Tags.PatientId, $"id {name}").SetString(Tags.IssuerOfPatientId, $"issuer {name}")
                .SetString(Tags.PatientBirthDate, $"1970010{number}").SetString(Tags.PatientSex, number == 1 ? "F" : "M")
                .SetString(Tags.PatientAge, $"05{number}Y").SetNumber(Tags.PatientSize, 1.5 + (0.1 * number)).SetNumber(Tags.PatientWeight, 60 + number)
                .SetString(Tags.StudyDate, $"2025020{number}").SetString(Tags.StudyTime, $"10000{number}").SetString(Tags.StudyId, $"study {name}")
                .SetString(Tags.AccessionNumber, $"acc {name}").SetString(Tags.ReferringPhysicianName, $"Referrer^{name}").SetString(Tags.StudyDescription, $"description {name}")
                .SetString(Tags.BodyPartExamined, number == 1 ? "CHEST" : "ABDOMEN").SetString(Tags.PositionReferenceIndicator, $"mark {name}")
                .SetString(Tags.Manufacturer, $"maker {name}").SetString(Tags.ManufacturerModelName, $"scanner {name}").SetString(Tags.Laterality, number == 1 ? "L" : "R")
                .SetString(Tags.TimezoneOffsetFromUtc, $"+0{number}00")
                .SetNumber(Tags.SeriesNumber, number).SetNumber(Tags.InstanceNumber, z + 10 + number);
        }

        return images;
    }
}

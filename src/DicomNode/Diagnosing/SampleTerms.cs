using DicomNode.Dicom.Iod;

namespace DicomNode.Diagnosing;

/// <summary>What a sample result says of itself, its model and its node.</summary>
/// <param name="Title">What viewers list.</param>
/// <param name="Model">Its id, as far as UIDs and names go.</param>
/// <param name="Installation">Which node made it.</param>
/// <param name="Time">When.</param>
internal sealed record SampleTerms(string Title, string Description, string Model, string Installation, DateTimeOffset Time, ResultSegment Structure)
{
    /// <summary>A test object, marked as one. The time is fixed: a sample that is stored again is the same object.</summary>
    public static SampleTerms Test(string purpose) => new(
        SampleSeries.Mark, "Test object without medical content, may be deleted", purpose, "DICOMNODE-TEST", new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero),
        new("Test structure", new("123037004", "SCT", "Anatomical Structure"), new("85756007", "SCT", "Tissue"), new(230, 159, 0), new("DicomNode test", "1", "DicomNode")));
}

using DicomNode.Dicom.Data;
using DicomNode.Receiving;
using Xunit;
using ElementTags = DicomNode.Dicom.Dictionary.Tags;

namespace DicomNode.Tests.Receiving;

public class IndexedElementsTests
{
    [Theory]
    [InlineData("1.2.840.1", true)]
    [InlineData("1.02.3", true)] // a leading zero is wrong and in use
    [InlineData("", false)]
    [InlineData("1.2\0\0.3", false)] // would stand in a log line
    [InlineData("1.2\n[1001] forged", false)]
    [InlineData("../../etc", false)]
    [InlineData("1.2.345678901234567890123456789012345678901234567890123456789012345", false)] // 65 characters and more
    public void A_series_uid_has_to_look_like_one(string uid, bool belongs)
    {
        DataSet elements = new DataSet().SetString(ElementTags.StudyInstanceUid, "1.2").SetString(ElementTags.SeriesInstanceUid, uid);
        Assert.Equal(belongs ? null : ElementTags.SeriesInstanceUid, IndexedElements.Missing(elements));
    }
}

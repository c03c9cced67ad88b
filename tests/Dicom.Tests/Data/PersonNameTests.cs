using DicomNode.Dicom.Data;
using Xunit;

namespace DicomNode.Dicom.Tests.Data;

public class PersonNameTests
{
    [Theory]
    [InlineData("Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("Adams^John Robert Quincy^^Rev.^B.A. M.Div.")]
    [InlineData("=山田^太郎")]
    [InlineData("")]
    public void A_name_is_written_as_it_was_parsed(string text) => Assert.Equal(text, PersonName.Parse(text).ToString());

    [Fact]
    public void The_groups_and_components_have_their_places()
    {
        PersonName name = PersonName.Parse("Yamada^Tarou^^Dr.=山田^太郎=やまだ^たろう");
        Assert.Equal(("Yamada", "Tarou", "Dr."), (name.Alphabetic.FamilyName, name.Alphabetic.GivenName, name.Alphabetic.Prefix));
        Assert.Equal("太郎", name.Ideographic.GivenName);
        Assert.Equal("やまだ", name.Phonetic.FamilyName);
    }
}

using System.Text.RegularExpressions;
using DicomNode.Dicom.Iod;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public partial class ResultUidsTests
{
    [Fact]
    public void A_uid_is_2_25_and_128_bits_without_leading_zeros()
    {
        for (int i = 0; i < 500; i++)
        {
            Assert.Matches(Form(), ResultUids.Derive("test", $"{i}"));
        }
    }

    [Fact]
    public void Uids_do_not_change_from_one_version_of_this_program_to_the_next() => // a resend after an update must find the object it repeats
        Assert.Equal("2.25.70057348439579786770072936647462159568", ResultUids.Derive("series", "Segmentation", "1.2.3"));

    [Fact]
    public void Where_one_part_ends_matters() => Assert.NotEqual(ResultUids.Derive("ab", "c"), ResultUids.Derive("a", "bc"));

    [Fact]
    public void The_digest_of_the_input_ignores_the_order_of_the_instances()
    {
        Assert.Equal(ResultUids.InputDigest(["1.2", "1.10", "1.2"]), ResultUids.InputDigest(["1.10", "1.2"]));
        Assert.NotEqual(ResultUids.InputDigest(["1.2"]), ResultUids.InputDigest(["1.2", "1.10"]));
    }

    [GeneratedRegex(@"^2\.25\.(0|[1-9][0-9]{0,38})$")]
    private static partial Regex Form();
}

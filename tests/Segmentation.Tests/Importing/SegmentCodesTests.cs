using DicomNode.Segmentation.Importing.Codes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Importing;

public class SegmentCodesTests
{
    [Theory]
    [InlineData("kidney_left", "64033007", "7771000", "Kidney_L", "Left kidney")]
    [InlineData("Left Kidney", "64033007", "7771000", "Kidney_L", "Left kidney")]
    [InlineData("Kidney R", "64033007", "24028007", "Kidney_R", "Right kidney")]
    [InlineData("kidney", "64033007", null, null, "Kidney")]
    [InlineData("vertebrae_L5", "49668003", null, "VB_L5", "L5 vertebra")]
    [InlineData("rib_right_10", "77644006", "24028007", "Rib10_R", "Right tenth rib")]
    [InlineData("left rib 1", "48535007", "7771000", "Rib01_L", "Left first rib")]
    [InlineData("lung_upper_lobe_right", "45653009", "24028007", "Lung_RUL", "Right upper lobe of lung")]
    [InlineData("lung_middle_lobe_right", "72481006", null, "Lung_RML", "Middle lobe of right lung")]
    [InlineData("heart_ventricle_left", "87878005", null, "Ventricle_L", "Left ventricle")]
    [InlineData("heart_ventricle_right", "53085002", null, "Ventricle_R", "Right ventricle")]
    [InlineData("inferior_vena_cava", "64131007", null, "V_Venacava_I", "Inferior vena cava")]
    [InlineData("IVC", "64131007", null, "V_Venacava_I", "Inferior vena cava")]
    [InlineData("Oesophagus", "32849002", null, "Esophagus", "Esophagus")]
    public void A_structure_is_found_in_any_usual_spelling(string label, string type, string? modifier, string? roi, string name)
    {
        SegmentCode? code = SegmentCodes.Default.Find(label);
        Assert.Equal((type, modifier, roi, name), (code?.Type.Value, code?.Modifier?.Value, code?.RoiName, code?.Name));
    }

    [Theory]
    [InlineData("liver left")] // the liver has no side
    [InlineData("lung_middle_lobe_left")] // there is none
    [InlineData("foreground")]
    [InlineData("")]
    public void What_does_not_exist_is_not_found(string label) => Assert.Null(SegmentCodes.Default.Find(label));

    [Fact]
    public void Every_row_fits_into_DICOM()
    {
        Assert.All(SegmentCodes.Default.All, code =>
        {
            Assert.InRange(code.Name.Length, 1, 64);
            Assert.All(new[] { code.Category, code.Type, code.Modifier, code.Region }, c =>
            {
                if (c is not null)
                {
                    Assert.True(c.Scheme == "SCT" && c.Value.All(char.IsAsciiDigit) && Verhoeff(c.Value), $"{code.Name}: {c.Value} is no SNOMED CT identifier.");
                    Assert.InRange(c.Meaning.Length, 1, 64);
                }
            });
            Assert.True(code.Rgb is null || (code.Rgb.Count == 3 && code.Rgb.All(v => v is >= 0 and <= 255)), code.Name);
            Assert.True(code.RoiName is null || (code.RoiName.Length <= 16 && code.RoiName.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')), $"{code.Name}: {code.RoiName} is no name of TG-263.");
        });
    }

    // SNOMED CT identifiers end in a check digit: dihedral group D5, SNOMED CT Release File Specifications §5.5
    private static bool Verhoeff(string number)
    {
        int check = 0;
        for (int i = 0; i < number.Length; i++)
        {
            check = Times(check, Permuted(number[^(i + 1)] - '0', i % 8));
        }

        return check == 0;
    }

    private static int Times(int a, int b) => a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : (b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5);

    private static int Permuted(int digit, int times)
    {
        for (int i = 0; i < times; i++)
        {
            digit = "1576283094"[digit] - '0';
        }

        return digit;
    }
}

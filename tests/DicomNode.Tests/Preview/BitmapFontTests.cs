using DicomNode.Preview;
using Xunit;

namespace DicomNode.Tests.Preview;

public class BitmapFontTests
{
    [Fact]
    public void A_letter_is_drawn_as_it_looks()
    {
        RgbImage image = new(BitmapFont.Columns, BitmapFont.Rows);
        BitmapFont.Draw(image, 0, 0, "R", new(255, 255, 255), 1);
        string[] drawn = [.. Enumerable.Range(0, BitmapFont.Rows).Select(y => string.Concat(Enumerable.Range(0, BitmapFont.Columns).Select(x => image[x, y].Red > 0 ? '#' : '.')))];
        Assert.Equal(["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#", ".....", "....."], drawn);
    }

    [Fact]
    public void Every_character_of_ascii_has_a_shape_of_its_own_and_every_other_is_a_question_mark()
    {
        string[] shapes = [.. Enumerable.Range(' ', 95).Select(c => Shape((char)c))];
        Assert.Equal(95, shapes.Distinct().Count());
        Assert.Equal(Shape('?'), Shape('ü'));
        Assert.Equal(Shape('?'), Shape('\u0007'));
        Assert.DoesNotContain('1', Shape(' '));
    }

    [Fact]
    public void What_does_not_fit_is_cut_off()
    {
        RgbImage image = new(8, 4);
        BitmapFont.Draw(image, -3, -2, "WWW", new(9, 9, 9), 2);
        Assert.Contains((byte)9, image.Pixels);
    }

    private static string Shape(char character) => string.Concat(
        Enumerable.Range(0, BitmapFont.Columns * BitmapFont.Rows).Select(i => BitmapFont.IsInk(character, i % BitmapFont.Columns, i / BitmapFont.Columns) ? '1' : '0'));
}

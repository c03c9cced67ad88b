using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Importing.Monai;
using Xunit;

namespace DicomNode.Segmentation.Tests.Importing;

public class ExpressionTests
{
    private static readonly ConfigPlace s_place = new("made.json", 1, "", "");

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-1.5e3", "-1500")]
    [InlineData("'a' + \"b\"", "ab")]
    [InlineData("[1, 2] + @list", "[1,2,7,8]")]
    [InlineData("@list + [9] + []", "[7,8,9]")]
    [InlineData("[1.5, 1.5] if @yes else [3.0, 3.0]", "[1.5,1.5]")]
    [InlineData("'a' if not @yes else 'b' if @no else 'c'", "c")]
    [InlineData("(1, 2)", "[1,2]")]
    [InlineData("(@number)", "4")]
    [InlineData("@number + 1", "5")]
    [InlineData("True", "True")]
    [InlineData("None", "null")]
    [InlineData("[1, 2,]", "[1,2]")]
    public void The_plain_part_of_Python_has_a_value(string text, string expected) => Assert.Equal(expected, Text(Evaluate(text)));

    [Theory]
    [InlineData("torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')")]
    [InlineData("@network.to(@device)")]
    [InlineData("import os")]
    [InlineData("lambda x: x > 0")]
    [InlineData("[i for i in @list]")]
    [InlineData("__import__('os').system('true')")]
    [InlineData("len(@list)")]
    [InlineData("@unknown")]
    [InlineData("@number if @unknown else 1")]
    [InlineData("'a' + 1")]
    [InlineData("[1, 2")]
    [InlineData("1 1")]
    [InlineData("'unfinished")]
    [InlineData("")]
    [InlineData("1 if True")]
    public void Anything_else_has_none_and_is_not_executed(string text) => Assert.Null(Evaluate(text));

    [Fact]
    public void Nesting_has_an_end() => Assert.Null(Evaluate(new string('(', 10_000) + "1" + new string(')', 10_000)));

    private static ConfigNode? Evaluate(string text) => Expression.Evaluate(text, s_place, id => id switch
    {
        "list" => new ConfigList(s_place, [new ConfigNumber(s_place, 7), new ConfigNumber(s_place, 8)]),
        "yes" => new ConfigFlag(s_place, true),
        "no" => new ConfigFlag(s_place, false),
        "number" => new ConfigNumber(s_place, 4),
        _ => null,
    });

    private static string? Text(ConfigNode? node) => node switch
    {
        ConfigNumber number => $"{number.Value}",
        ConfigText text => text.Text,
        ConfigFlag flag => $"{flag.Value}",
        ConfigList list => $"[{string.Join(',', list.Items.Select(Text))}]",
        ConfigNull => "null",
        _ => null,
    };
}

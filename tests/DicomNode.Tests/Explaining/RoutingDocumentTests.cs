using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Explaining;
using DicomNode.Segmenting;
using DicomNode.Testing;
using DicomNode.Tests.Configuration;
using Xunit;

namespace DicomNode.Tests.Explaining;

/// <summary>docs/routing.md: each example is a configuration, and a table of series with the routes that take them.</summary>
public sealed partial class RoutingDocumentTests
{
    [Fact]
    public void The_examples_of_the_document_do_what_it_says()
    {
        string text = File.ReadAllText(Checkout.Find("docs/routing.md"));
        Match[] examples = Example().Matches(text).ToArray();
        Assert.Equal(4, examples.Length);
        foreach (Match example in examples)
        {
            using ConfigurationFile file = new(example.Groups["json"].Value);
            NodeOptions options = NodeConfiguration.Load(file.FullPath, new Dictionary<string, string?>(), modelsMayBeMissing: true);
            ModelCatalog models = new(options);
            RouteTester tester = new(options, new ImageJobs(options, models), models);
            Match[] rows = Row().Matches(example.Groups["table"].Value).ToArray();
            Assert.True(rows.Length >= 3, example.Value);
            foreach (Match row in rows)
            {
                PastedElements series = PastedElements.Read(string.Join('\n', row.Groups["pair"].Captures.Select(c => c.Value)));
                Assert.Empty(series.Remarks);
                int[] taken = [.. tester.Test(series.Image).Routes.Where(r => r.Matches).Select(r => r.Index)];
                string said = row.Groups["taken"].Value.Trim();
                Assert.True(said == "none" ? taken.Length == 0 : taken.SequenceEqual(said.Split(", ").Select(n => int.Parse(n, CultureInfo.InvariantCulture))), $"{row.Value} but it is taken by {string.Join(", ", taken)}");
            }
        }
    }

    [GeneratedRegex(@"```jsonc\n(?<json>.*?)```\n\| series \| taken by \|\n\| --- \| --- \|\n(?<table>(\|[^\n]*\|\n)+)", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\|( `(?<pair>[^`]+)`)+ \|(?<taken>[^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

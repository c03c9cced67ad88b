using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Pipeline;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

public class AttributeRulesTests
{
    private static readonly DataSet s_header = new DataSet().SetString(Tags.Kvp, "120.0").SetString(Tags.ScanOptions, "HELICAL", "CE").SetString(Tags.SeriesDescription, "T1 post GD")
        .SetItems(Tags.ContrastBolusAgentSequence, [new DataSet().SetString(Tags.CodeValue, "C-B0300")]);

    public static TheoryData<AttributeRule, string?> Rules => new()
    {
        { new() { Tag = "KVP", In = ["120"] }, null },
        { new() { Tag = "0018,0060", In = ["80", "100"] }, "in" },
        { new() { Tag = "ScanOptions", NotIn = ["ce"] }, "notIn" },
        { new() { Tag = "SeriesDescription", Regex = "post|gd$" }, null },
        { new() { Tag = "SeriesDescription", NotRegex = "gd" }, "notRegex" },
        { new() { Tag = "KVP", Min = 100, Max = 140 }, null },
        { new() { Tag = "KVP", Min = 130 }, "min" },
        { new() { Tag = "SeriesDescription", Max = 1 }, "max" },
        { new() { Tag = "ContrastBolusAgentSequence.CodeValue", In = ["C-B0300"] }, null },
        { new() { Tag = "ContrastBolusAgentSequence", Present = true }, null },
        { new() { Tag = "KVP", Present = false }, "present" },
        { new() { Tag = "EchoTime", Present = false }, null },
        { new() { Tag = "EchoTime", Max = 10 }, "ifAbsent" },
        { new() { Tag = "EchoTime", Max = 10, IfAbsent = WhenAbsent.Pass }, null },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_holds_or_is_named_by_its_key(AttributeRule rule, string? broken)
    {
        string? misfit = AttributeRules.Misfit([rule], s_header);
        Assert.Equal(broken is null ? null : $"rules[0].{broken}: {rule.Tag} is not what the rule asks for", misfit);
    }
}

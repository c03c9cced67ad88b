using System.Text.RegularExpressions;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Assembling;

/// <summary>Which routes want a series.</summary>
internal sealed class RouteTable(NodeOptions options)
{
    private static readonly TimeSpan s_regexLimit = TimeSpan.FromSeconds(1);

    /// <param name="image">Any image of the series, with its file meta information: who sent it and how it called us stand there.</param>
    public IReadOnlyList<RouteOptions> Match(DicomFile image) => [.. options.Routes.Where(r => Holds(r, image))];

    public static bool Holds(RouteOptions route, DicomFile image) => Holds(route.When, image);

    private static bool Holds(RouteConditionOptions when, DicomFile image) =>
        Is(when.Modality, image.DataSet, Tags.Modality)
        && Is(when.BodyPartExamined, image.DataSet, Tags.BodyPartExamined)
        && Has(when.SeriesDescription, image.DataSet, Tags.SeriesDescription)
        && Has(when.StudyDescription, image.DataSet, Tags.StudyDescription)
        && Is(when.CallingAeTitle, image.Meta, Tags.SourceApplicationEntityTitle)
        && Is(when.CalledAeTitle, image.Meta, Tags.ReceivingApplicationEntityTitle);

    private static bool Is(string? wanted, DataSet dataSet, Tag tag) =>
        wanted is null || string.Equals(wanted, dataSet.GetString(tag), StringComparison.OrdinalIgnoreCase);

    private static bool Has(string? pattern, DataSet dataSet, Tag tag) =>
        pattern is null || (dataSet.GetString(tag) is string value && Regex.IsMatch(value, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_regexLimit));
}

using System.Text.RegularExpressions;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Assembling;

/// <summary>Which routes want a series, and why others do not: one look at a condition is both the decision and its explanation.</summary>
internal sealed class RouteTable(NodeOptions options)
{
    private static readonly TimeSpan s_regexLimit = TimeSpan.FromSeconds(1);

    /// <param name="image">Any image of the series, with its file meta information: who sent it and how it called us stand there.</param>
    public IReadOnlyList<RouteOptions> Match(DicomFile image) => [.. options.Routes.Where(r => Holds(r, image))];

    public static bool Holds(RouteOptions route, DicomFile image) => Conditions(route, image).All(c => c.Holds);

    /// <summary>The conditions that the route has, in a fixed order, each judged when it is asked for.</summary>
    public static IEnumerable<RouteCondition> Conditions(RouteOptions route, DicomFile image)
    {
        RouteConditionOptions when = route.When;
        return new[]
        {
            Is(nameof(when.Modality), when.Modality, image.DataSet, Tags.Modality),
            Is(nameof(when.BodyPartExamined), when.BodyPartExamined, image.DataSet, Tags.BodyPartExamined),
            Has(nameof(when.SeriesDescription), when.SeriesDescription, image.DataSet, Tags.SeriesDescription),
            Has(nameof(when.StudyDescription), when.StudyDescription, image.DataSet, Tags.StudyDescription),
            Is(nameof(when.CallingAeTitle), when.CallingAeTitle, image.Meta, Tags.SourceApplicationEntityTitle),
            Is(nameof(when.CalledAeTitle), when.CalledAeTitle, image.Meta, Tags.ReceivingApplicationEntityTitle),
        }.SelectMany(c => c);
    }

    private static IEnumerable<RouteCondition> Is(string key, string? wanted, DataSet dataSet, Tag tag)
    {
        if (wanted is not null)
        {
            string? found = dataSet.GetString(tag);
            yield return new(key, wanted, found, string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<RouteCondition> Has(string key, string? pattern, DataSet dataSet, Tag tag)
    {
        if (pattern is not null)
        {
            string? found = dataSet.GetString(tag);
            yield return new(key, pattern, found, found is not null && Regex.IsMatch(found, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_regexLimit));
        }
    }
}

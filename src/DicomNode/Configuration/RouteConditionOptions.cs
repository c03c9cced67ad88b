namespace DicomNode.Configuration;

/// <summary>All of the given values have to hold; one that is not given holds for every series. Case does not matter.</summary>
public sealed class RouteConditionOptions
{
    /// <summary>Modality (0008,0060), whole value.</summary>
    public string? Modality { get; set; }

    /// <summary>Body Part Examined (0018,0015), whole value.</summary>
    public string? BodyPartExamined { get; set; }

    /// <summary>Regular expression, looked for anywhere in Series Description (0008,103E).</summary>
    [RegularExpressionText]
    public string? SeriesDescription { get; set; }

    /// <summary>Regular expression, looked for anywhere in Study Description (0008,1030).</summary>
    [RegularExpressionText]
    public string? StudyDescription { get; set; }

    /// <summary>The AE title that sent the series.</summary>
    [AeTitle]
    public string? CallingAeTitle { get; set; }

    /// <summary>The AE title that the sender called us by.</summary>
    [AeTitle]
    public string? CalledAeTitle { get; set; }
}

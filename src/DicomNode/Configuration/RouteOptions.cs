using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>Which series a model is run on, and what becomes of the labels.</summary>
public sealed class RouteOptions
{
    public RouteConditionOptions When { get; set; } = new();

    /// <summary>Id of a model in <see cref="ModelsOptions.Folder"/>.</summary>
    [Required(ErrorMessage = "the id of a model")]
    public string Model { get; set; } = "";

    [MinLength(1, ErrorMessage = "at least one of SEG, RTSTRUCT, SR")]
    public IReadOnlyList<ResultOutput> Outputs { get; set; } = [ResultOutput.Seg, ResultOutput.RtStruct];

    /// <summary>What becomes of results that something was found about.</summary>
    public GateOptions Gate { get; set; } = new();

    /// <summary>Of the jobs that wait, those with a higher number run first; among equals the oldest.</summary>
    [Range(-100, 100)]
    public int Priority { get; set; }

    /// <summary>Names of peers; none keeps the results here, to be fetched over HTTP.</summary>
    public IReadOnlyList<string> SendTo { get; set; } = [];
}

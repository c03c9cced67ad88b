namespace DicomNode.Configuration;

/// <summary>Before a result of a route is sent: what becomes of it for each thing that may be found about it. All of it stands in the report and in the record.</summary>
public sealed class GateOptions
{
    /// <summary>No structure was found at all.</summary>
    public GateAction NothingFound { get; set; } = GateAction.Send;

    /// <summary>A structure is smaller or larger than the manifest's minMl and maxMl.</summary>
    public GateAction ImplausibleVolume { get; set; } = GateAction.Flag;

    /// <summary>A structure reaches the edge of the images, so that a part of it may be missing. An external contour always does and is not looked at.</summary>
    public GateAction TouchesEdge { get; set; } = GateAction.Send;

    /// <summary>What is called left lies on the right of the patient, or the other way round.</summary>
    public GateAction SidesSwapped { get; set; } = GateAction.Hold;

    /// <summary>A structure has more connected parts than the manifest's maxComponents.</summary>
    public GateAction Fragmented { get; set; } = GateAction.Flag;

    /// <summary>The series is not what the manifest's preconditions ask for, as far as its headers tell.</summary>
    public GateAction UnfitSource { get; set; } = GateAction.Flag;
}

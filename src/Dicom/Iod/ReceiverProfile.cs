namespace DicomNode.Dicom.Iod;

/// <summary>What is known of a kind of receiver: how results are written for it. docs/receivers.md says where each fact comes from.</summary>
public sealed record ReceiverProfile
{
    /// <summary>The kinds of results that it can use; empty: all that a route asks for.</summary>
    public IReadOnlyList<ResultKind> Kinds { get; init; } = [];

    /// <summary>The forms of a segmentation that it is offered, the preferred one first: the first that it accepts is sent. Empty: the one that the model says, BINARY mostly.</summary>
    public IReadOnlyList<SegmentationForm> Segmentations { get; init; } = [];

    /// <summary>The classes of a report that it is offered, the preferred one first.</summary>
    public IReadOnlyList<ReportForm> Reports { get; init; } = [ReportForm.Comprehensive3D];

    /// <summary>See <see cref="SegmentationOptions.FramesMayShareBytes"/>.</summary>
    public bool FramesMayShareBytes { get; init; }

    /// <summary>Whether segmentations are offered compressed (RLE, deflated frames) before they are offered as they are.</summary>
    public bool Compressed { get; init; }

    /// <summary>Whether Implicit VR Little Endian alone is offered.</summary>
    public bool ImplicitVr { get; init; }

    public RtStructureSetOptions RtStructureSet { get; init; } = RtStructureSetOptions.Default;

    public SegmentationOptions Segmentation(SegmentationForm form) => new() { Form = form, FramesMayShareBytes = FramesMayShareBytes && form == SegmentationForm.Binary };
}

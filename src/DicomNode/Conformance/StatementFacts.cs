using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Pixels;
using DicomNode.Receiving;
using DicomNode.Segmenting;
using DicomNode.Sending;

namespace DicomNode.Conformance;

/// <summary>What the statement is about: the configuration, and the tables of the code that it makes.</summary>
internal sealed class StatementFacts
{
    private static readonly SegmentationForm[] s_forms = [SegmentationForm.Binary, SegmentationForm.Fractional, SegmentationForm.LabelMap];

    /// <param name="decoder">Of this machine: a compressed transfer syntax is taken where its images can be decoded.</param>
    public StatementFacts(NodeOptions options, IFrameDecoder decoder)
    {
        Options = options;
        Listener = ListenerSettings.Of(options, new TransferSyntaxChoice(decoder));
        Unasked nobody = new();
        Offered = ListenerSettings.Services(nobody, nobody, nobody, nobody).Offer(Listener);
    }

    public NodeOptions Options { get; }

    public DicomServerOptions Listener { get; }

    /// <summary>How others are called.</summary>
    public DicomClientOptions Client { get; } = new();

    /// <summary>On associations that others ask for.</summary>
    public IReadOnlyList<OfferedClass> Offered { get; }

    /// <summary>Every object that can be made, in every form.</summary>
    public static IReadOnlyList<ResultSpec> Objects { get; } =
    [
        .. s_forms.Select(f => new ResultSpec(ResultKind.Segmentation) { Segmentation = new ReceiverProfile().Segmentation(f) }),
        new(ResultKind.RtStructureSet) { StructureSet = RtStructureSetOptions.Default },
        new(ResultKind.MeasurementReport) { Segmentation = SegmentationOptions.Default },
        new(ResultKind.Preview),
        new(ResultKind.RejectionNote),
    ];

    /// <summary>What results are proposed in: each class with every transfer syntax that a profile may ask for.</summary>
    public static IReadOnlyList<ProposedContext> Proposed { get; } = ResultAssociation.Propose([.. Objects.Select(o => o.SopClassUid).Distinct()], new() { Compressed = true });

    /// <summary>The classes that the routes of this configuration send to somebody.</summary>
    public IReadOnlySet<string> Sent => Options.Peers.Where(p => OwnSide.RoutesTo(p, Options).Any()).SelectMany(p => SentObjects.Of(p, Options)).SelectMany(c => c).Select(s => s.SopClassUid).ToHashSet();
}

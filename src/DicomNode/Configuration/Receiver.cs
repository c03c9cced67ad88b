using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;

namespace DicomNode.Configuration;

/// <summary>A destination of results: its profile with the peer's own settings.</summary>
/// <param name="FirstOf">Of these kinds one alone is sent: the first that it takes.</param>
internal sealed record Receiver(string Name, ReceiverProfile Profile, IReadOnlyList<ResultKind> FirstOf)
{
    public static Receiver Of(PeerOptions peer)
    {
        (ReceiverProfile known, ReceiverOptions own) = (KnownReceivers.Of(peer.Profile), peer.Receives);
        ReceiverProfile profile = known with
        {
            Kinds = own.Outputs is { } outputs ? [.. outputs.Select(ResultKinds.Of).Distinct()] : known.Kinds,
            Segmentations = own.Segmentation is { } forms ? [.. forms.Distinct()] : known.Segmentations,
            Reports = own.Reports is { } reports ? [.. reports.Distinct()] : known.Reports,
            FramesMayShareBytes = own.FramesMayShareBytes ?? known.FramesMayShareBytes,
            Compressed = own.Compressed ?? known.Compressed,
            ImplicitVr = own.ImplicitVr ?? known.ImplicitVr,
            RtStructureSet = known.RtStructureSet with
            {
                RoiNameLength = own.RoiNameLength ?? known.RtStructureSet.RoiNameLength,
                AsciiNames = own.AsciiNames ?? known.RtStructureSet.AsciiNames,
                MaxContourPoints = own.MaxContourPoints ?? known.RtStructureSet.MaxContourPoints,
                ToleranceMm = own.ContourToleranceMm ?? known.RtStructureSet.ToleranceMm,
                Decimals = own.ContourDecimals ?? known.RtStructureSet.Decimals,
            },
        };
        return new(peer.Name, profile, [.. own.FirstOf.Select(ResultKinds.Of).Distinct()]);
    }

    /// <summary>A peer that is not in the configuration any more.</summary>
    public static Receiver Unknown(string name) => new(name, new(), []);

    public bool Takes(ResultKind kind) => Profile.Kinds.Count == 0 || Profile.Kinds.Contains(kind);

    /// <summary>What it gets of what a route makes: with one of <see cref="FirstOf"/> all of them, since each may be the one that it takes.</summary>
    public IReadOnlyList<ResultKind> Of(IEnumerable<ResultKind> outputs)
    {
        ResultKind[] taken = [.. outputs.Where(Takes).Distinct()];
        return taken.Intersect(FirstOf).Any() ? [.. taken.Union(FirstOf.Where(Takes)).Order()] : [.. taken.Order()];
    }
}

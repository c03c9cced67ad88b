using DicomNode.Configuration;
using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;

namespace DicomNode.Diagnosing;

/// <summary>What the routes would send to a peer, by the code that plans results.</summary>
internal static class SentObjects
{
    /// <summary>Of each the forms that it may have, the preferred one first, one of which is sent. Without a route to the peer everything that can be made.</summary>
    public static IReadOnlyList<IReadOnlyList<ResultSpec>> Of(PeerOptions peer, NodeOptions options)
    {
        IReadOnlyCollection<ResultOutput>[] outputs = [.. OwnSide.RoutesTo(peer, options).Select(r => options.Routes[r].Outputs)];
        return outputs.Length == 0 ? Of(peer, [Enum.GetValues<ResultOutput>()]) : Of(peer, outputs);
    }

    private static List<IReadOnlyList<ResultSpec>> Of(PeerOptions peer, IEnumerable<IReadOnlyCollection<ResultOutput>> outputs)
    {
        List<IReadOnlyList<ResultSpec>> sent = [];
        foreach (IReadOnlyList<ResultSpec> choices in outputs.SelectMany(o => ResultPlan.Of([.. o.Select(ResultKinds.Of)], [Receiver.Of(peer)], ModelForms.Plain).Choices))
        {
            if (!sent.Any(s => s.SequenceEqual(choices)))
            {
                sent.Add(choices);
            }
        }

        if (peer.RejectionNotes)
        {
            sent.Add([new ResultSpec(ResultKind.RejectionNote)]);
        }

        return sent;
    }
}

using DicomNode.Configuration;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>What a route asks for, in the words of the ledger.</summary>
internal static class JobOrder
{
    public static NewJob Of(RouteOptions route, string modelVersion, string digest, NodeOptions options) => new(
        route.Model, modelVersion, digest, [.. route.Outputs.Select(o => ResultKinds.NameOf(ResultKinds.Of(o)))], [.. route.SendTo.Select(d => NameOf(d, options))], route.Priority);

    /// <summary>As the peer writes it: what is kept of a delivery is compared letter by letter.</summary>
    private static string NameOf(string destination, NodeOptions options) => options.Peers.First(p => p.Name.Equals(destination, StringComparison.OrdinalIgnoreCase)).Name;
}

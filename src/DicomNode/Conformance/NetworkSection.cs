using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Conformance;

/// <summary>Sections 4.1, 4.2 (policies), 4.3 and 4.4.</summary>
internal static class NetworkSection
{
    public static void Write(Markdown text, StatementFacts facts)
    {
        (DicomServerOptions listener, DicomClientOptions client, NodeOptions options) = (facts.Listener, facts.Client, facts.Options);
        text.Heading(2, "4 Networking")
            .Heading(3, "4.1 Implementation model")
            .Paragraph("**Application data flow.** One application entity. (1) A peer stores the images of a series (C-STORE). (2) When all of it is here, by the count of the sending archive (C-FIND), by the end of the association "
                + "or after a quiet time, its geometry is examined and the models of the routes that it meets are run. (3) The results are stored at the peers that the routes name (C-STORE), and tried again until they are taken or given up. "
                + "(4) Where it is configured, the archive has to commit to them (storage commitment) or list them (C-FIND) before anything local is removed. (5) When later images make a newer result, archives that want it are sent a "
                + "Key Object Selection that rejects the older.")
            .Paragraph("**Functional definition.** An instance is answered with success when its file has been synchronised to the disk, not before. Each association is served by itself; operations of one association are performed one after "
                + "the other. Results to one peer are sent over one association at a time.")
            .Paragraph("**Sequencing.** None is asked of peers: images may come in any order and over any number of associations; instances that come again are recognised by their content.")
            .Heading(3, "4.2 AE specifications")
            .Heading(4, $"4.2.1 {options.Listener.AeTitle}")
            .Heading(5, "4.2.1.2 Association policies")
            .Table(["Policy", "Value"],
            [
                ["Application context name", "1.2.840.10008.3.1.1.1"],
                ["Implementation class UID", Implementation.ClassUid],
                ["Implementation version name", Implementation.VersionName],
                ["Maximum PDU length taken (Listener:MaxPduLength)", Number(listener.MaxPduLength)],
                ["Maximum PDU length sent", $"what the peer takes, at most {Number(listener.MaxPduLength)}"],
                ["Asynchronous operations window", "not proposed; answered with 1, 1"],
                ["Role selection", "answered; proposed where the node performs on an association that it asked for"],
                ["SOP class extended negotiation, common extended negotiation", "none"],
                ["User identity", "noted in the log and answered, never verified"],
                ["Associations at once (Listener:MaxAssociations)", Number(listener.MaxAssociations)],
                ["… of one calling AE title", Number(listener.MaxAssociationsPerAeTitle ?? listener.MaxAssociations)],
                ["… from one address", Number(listener.MaxAssociationsPerAddress ?? listener.MaxAssociations)],
                ["… of which are kept for configured peers", Number(listener.ReservedForKnownPeers)],
                ["Called AE title", listener.CheckCalledAeTitle ? "has to be the node's, otherwise rejected 1/1/7" : "any"],
                ["Calling AE title", options.AcceptUnknownPeers ? "any" : "has to be one of the configured peers, otherwise rejected 1/1/3"],
                ["Over a limit", "rejected 2/3/2 (local limit exceeded)"],
                ["ARTIM: from the connection to the complete A-ASSOCIATE-RQ", Seconds(listener.Artim)],
                ["Silence between two messages of an association", Seconds(listener.IdleTimeout)],
                ["Slowest sender", $"{Number(listener.MinimumBytesPerSecond)} bytes a second, over {Seconds(listener.MinimumRateWindow)}"],
                ["Longest search", Seconds(listener.LongestQuery)],
                ["As requestor: connection; answer to the request; response", $"{Seconds(client.ConnectTimeout)}; {Seconds(client.AssociationTimeout)}; {Seconds(client.DimseTimeout)}"],
            ])
            .Paragraph("An abort is answered by closing; a peer that breaks the protocol is aborted (source 2 and the reason of PS3.8 Table 9-26). A release is answered when all operations are.");
    }

    public static void WriteInterfaces(Markdown text, StatementFacts facts)
    {
        ListenerOptions listener = facts.Options.Listener;
        text.Heading(3, "4.3 Network interfaces")
            .Paragraph("TCP/IP, version 4 and 6, by the operating system. Host names of peers are looked up for each association.")
            .Heading(3, "4.4 Configuration")
            .Table(["Parameter", "Key", "Value"],
            [
                ["AE title", "Listener:AeTitle", listener.AeTitle],
                ["Port", "Listener:Port", listener.Port is { } port ? Number(port) : "none"],
                ["Port for TLS", "Listener:Tls:Port", listener.Tls?.Port is { } secure ? Number(secure) : "none"],
                ["Unknown callers", "AcceptUnknownPeers", facts.Options.AcceptUnknownPeers ? "accepted" : "rejected"],
                ["Remote AE titles, hosts and ports", "Peers", "not part of this statement"],
                ["An instance that is here with another content", "Data:ConflictAnswer", $"{facts.Options.Data.ConflictAnswer}"],
            ])
            .Heading(2, "5 Media interchange")
            .Paragraph("None.")
            .Heading(2, "6 Support of character sets")
            .Paragraph("Received data sets are stored byte for byte, whatever their character set. Text is understood in all single-byte and multi-byte character sets of PS3.3 C.12.1.1.2, with code extensions, and in ISO_IR 192, GB18030 and GBK. "
                + "Results have the Specific Character Set of the images that they are made of, so that names are the same bytes; where a text of the model does not fit it, ISO_IR 192.");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}

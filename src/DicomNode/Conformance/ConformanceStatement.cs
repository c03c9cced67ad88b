using DicomNode.Configuration;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Conformance;

/// <summary>
/// The conformance statement of a node (PS3.2), from its configuration and from the tables that it works by: what it takes is what its listener answers, what it makes is
/// what its builders build. It names no peer, no host and no file, and is the same each time.
/// </summary>
internal sealed class ConformanceStatement(NodeOptions options, IFrameDecoder decoder)
{
    public string Write(CancellationToken cancellationToken)
    {
        StatementFacts facts = new(options, decoder);
        Markdown text = new();
        OverviewSection.Write(text, facts);
        NetworkSection.Write(text, facts);
        AcceptorSection.Write(text, facts);
        RequestorSection.Write(text, facts);
        SecuritySection.Write(text, facts);
        ObjectsSection.Write(text, cancellationToken);
        IheSection.Write(text);
        return text.ToString();
    }
}

using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Sending;

namespace DicomNode.Cli;

/// <summary>Files that one association can carry.</summary>
/// <param name="Contexts">Each SOP class in each encoding that its files can be sent in, one context per pair: the peer says of each whether it takes it.</param>
internal sealed record SendBatch(IReadOnlyList<OutgoingFile> Files, IReadOnlyList<ProposedContext> Contexts)
{
    /// <summary>As few as the 128 contexts of an association allow; files of one class and transfer syntax stay together.</summary>
    public static IReadOnlyList<SendBatch> Of(IEnumerable<OutgoingFile> files)
    {
        List<SendBatch> batches = [];
        List<OutgoingFile> together = [];
        HashSet<(string SopClassUid, string TransferSyntaxUid)> contexts = [];
        foreach (IGrouping<(string, string), OutgoingFile> alike in files.GroupBy(f => (f.SopClassUid, f.TransferSyntaxUid)))
        {
            (string, string)[] needed = [.. Encodings(alike.Key.Item2).Select(t => (alike.Key.Item1, t.Uid))];
            if (contexts.Count + needed.Count(n => !contexts.Contains(n)) > ProposedContext.MaxPerAssociation)
            {
                Close();
            }

            contexts.UnionWith(needed);
            together.AddRange(alike);
        }

        Close();
        return batches;

        void Close()
        {
            if (together.Count > 0)
            {
                batches.Add(new([.. together], [.. contexts.Select(c => new ProposedContext(c.SopClassUid, c.TransferSyntaxUid))]));
                together.Clear();
                contexts.Clear();
            }
        }
    }

    /// <summary>What a file of this transfer syntax can be sent in, as it is first.</summary>
    public static IReadOnlyList<TransferSyntax> Encodings(string transferSyntaxUid) =>
        OtherEncoding.Of(TransferSyntax.Find(transferSyntaxUid) ?? TransferSyntax.Unlisted(transferSyntaxUid));
}

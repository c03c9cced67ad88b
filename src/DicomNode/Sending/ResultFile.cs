using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>A result on its way out: streamed from its file as it is, or in another encoding of the same data set where the peer wants one.</summary>
internal static class ResultFile
{
    /// <summary>The uncompressed transfer syntaxes that a result can be sent in.</summary>
    public static IReadOnlyList<TransferSyntax> TransferSyntaxes => OtherEncoding.Uncompressed;

    /// <param name="accepted">What the peer takes the SOP class in, its order of no meaning.</param>
    /// <exception cref="PresentationContextRefusedException">It takes none that is possible.</exception>
    public static InstanceSource Open(DataFolder folder, Result result, PeerAddress peer, IReadOnlyList<string> accepted)
    {
        string path = folder.FullPath(result.Path);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            Part10Header header = Part10Header.Read(file);
            if (accepted.Contains(header.TransferSyntax.Uid))
            {
                file.Position = header.DataSetOffset;
                return new(result.SopClassUid, result.SopInstanceUid, header.TransferSyntax.Uid, file);
            }

            TransferSyntax? other = TransferSyntaxes.FirstOrDefault(t => accepted.Contains(t.Uid));
            if (other is null)
            {
                throw new PresentationContextRefusedException(peer, result.SopClassUid, accepted.Count == 0 ? null : header.TransferSyntax.Uid);
            }

            file.Dispose();
            return new(result.SopClassUid, result.SopInstanceUid, other.Uid, OtherEncoding.Encode(path, other));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>
/// A result on its way out: streamed from its file as it is, or with compressed frames, or in another encoding of the same data set where the peer wants one. What is made
/// of the file for that lies on the disk while it is sent, not in memory; it is the same bytes every time.
/// </summary>
internal static class ResultFile
{
    private static readonly RleEncoder s_rle = new();
    private static readonly DeflatedFrameEncoder s_deflated = new();

    /// <summary>The uncompressed transfer syntaxes that a result can be sent in.</summary>
    public static IReadOnlyList<TransferSyntax> TransferSyntaxes => OtherEncoding.Uncompressed;

    /// <summary>Those with compressed frames that a segmentation can be sent in.</summary>
    public static IReadOnlyList<TransferSyntax> Compressed { get; } = [s_rle.TransferSyntax, s_deflated.TransferSyntax];

    /// <param name="accepted">What the peer takes the SOP class in, its order of no meaning.</param>
    /// <returns>Null: it takes none that is possible.</returns>
    public static InstanceSource? Open(DataFolder folder, Result result, IReadOnlyList<string> accepted, CancellationToken cancellationToken)
    {
        string path = folder.FullPath(result.Path);
        if (Compressed.Any(c => accepted.Contains(c.Uid)) && OpenCompressed(folder, path, accepted, cancellationToken) is var (syntax, compressed))
        {
            return new(result.SopClassUid, result.SopInstanceUid, syntax.Uid, compressed);
        }

        Part10Header header = Part10Header.Read(path);
        if (accepted.Contains(header.TransferSyntax.Uid))
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            file.Position = header.DataSetOffset;
            return new(result.SopClassUid, result.SopInstanceUid, header.TransferSyntax.Uid, file);
        }

        TransferSyntax? other = TransferSyntaxes.FirstOrDefault(t => accepted.Contains(t.Uid));
        return other is null ? null : new(result.SopClassUid, result.SopInstanceUid, other.Uid, OpenEncoded(folder, path, other));
    }

    /// <summary>Single bits by deflate: readers refuse them in RLE.</summary>
    private static (TransferSyntax Syntax, Stream DataSet)? OpenCompressed(DataFolder folder, string path, IReadOnlyList<string> accepted, CancellationToken cancellationToken)
    {
        using ImageFile? image = ImageFile.TryOpen(path);
        if (image is null || image.Format.FrameBits % 8 != 0)
        {
            return null;
        }

        IFrameEncoder[] possible = image.Format.BitsAllocated == 1 ? [s_deflated] : [s_rle, s_deflated];
        if (Array.Find(possible, e => accepted.Contains(e.TransferSyntax.Uid)) is not { } encoder)
        {
            return null;
        }

        using FileStream spool = folder.CreateTemporary();
        DataSet dataSet = image.Header.Clone();
        FragmentSpool.Of(image, encoder, spool, cancellationToken).WriteInto(dataSet);
        return (encoder.TransferSyntax, Written(folder, dataSet, encoder.TransferSyntax));
    }

    private static Stream OpenEncoded(DataFolder folder, string path, TransferSyntax transferSyntax)
    {
        using ImageFile? image = ImageFile.TryOpen(path);
        return image is null ? OtherEncoding.Encode(path, transferSyntax) : Written(folder, image.Header.Clone().Set(image.PixelData()), transferSyntax);
    }

    private static FileStream Written(DataFolder folder, DataSet dataSet, TransferSyntax transferSyntax)
    {
        FileStream file = folder.CreateTemporary();
        try
        {
            DataSetWriter.Write(file, dataSet, transferSyntax);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

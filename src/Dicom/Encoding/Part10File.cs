using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>DICOM files: preamble, file meta information, data set. PS3.10 §7.</summary>
public static class Part10File
{
    /// <summary>Bytes before the prefix DICM, free for the application's use.</summary>
    public const int PreambleLength = Part10Header.PreambleLength;

    private const int FirstPiece = 16 * 1024, LargePiece = 4 * 1024 * 1024;

    /// <summary>Reads a file. With <see cref="DataSetReadOptions.StopAtPixelData"/> no more of it than is needed.</summary>
    /// <exception cref="DicomDataException">Not a DICOM file, or cut off.</exception>
    public static DicomFile Read(string path, DataSetReadOptions? options = null)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        options ??= DataSetReadOptions.Default;
        if (options.StopAtPixelData)
        {
            for (long length = FirstPiece; length < Math.Min(stream.Length, Array.MaxLength); length *= length < LargePiece ? 16 : 2)
            {
                if (TryParse(ReadStart(stream, (int)length), options) is DicomFile file)
                {
                    return file;
                }
            }
        }

        if (stream.Length > Array.MaxLength)
        {
            throw new DicomDataException($"The file is longer than the {Array.MaxLength} bytes that can be read at once.");
        }

        return Parse(ReadStart(stream, (int)stream.Length), options);
    }

    /// <summary>Reads a file that is in memory; values stay slices of it.</summary>
    /// <exception cref="DicomDataException">Not a DICOM file, or cut off.</exception>
    public static DicomFile Parse(ReadOnlyMemory<byte> bytes, DataSetReadOptions? options = null)
    {
        options ??= DataSetReadOptions.Default;
        Part10Header header = Part10Header.TryRead(bytes, isWhole: true)!;
        (DataSet dataSet, DicomDataException? fault) = DataSetReader.ReadPartly(
            bytes[(int)header.DataSetOffset..], header.TransferSyntax, options with { Origin = header.DataSetOffset });
        return fault is null || options.ReadPartly
            ? new(header.Meta, dataSet, header.TransferSyntax) { Remarks = header.Remarks, Fault = fault }
            : throw fault;
    }

    /// <summary>Writes a file with an empty preamble and new meta information for the SOP instance that the data set names.</summary>
    public static void Write(string path, DataSet dataSet, TransferSyntax transferSyntax)
    {
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Write(stream, dataSet, transferSyntax);
    }

    /// <inheritdoc cref="Write(string, DataSet, TransferSyntax)"/>
    public static void Write(Stream stream, DataSet dataSet, TransferSyntax transferSyntax)
    {
        stream.Write(stackalloc byte[PreambleLength]);
        WriteMeta(stream, Required(dataSet, Tags.SopClassUid), Required(dataSet, Tags.SopInstanceUid), transferSyntax.Uid);
        DataSetWriter.Write(stream, dataSet, transferSyntax);
    }

    /// <summary>Writes what stands between the preamble of 128 bytes, which is the caller's, and the data set: DICM and group 0002.</summary>
    /// <param name="sourceAeTitle">Who sent the instance: (0002,0016).</param>
    /// <param name="receivingAeTitle">How it called us: (0002,0018).</param>
    public static void WriteMeta(
        Stream stream, string sopClassUid, string sopInstanceUid, string transferSyntaxUid, string? sourceAeTitle = null, string? receivingAeTitle = null)
    {
        DataSet meta = new DataSet()
            .SetBytes(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 })
            .SetString(Tags.MediaStorageSopClassUid, sopClassUid)
            .SetString(Tags.MediaStorageSopInstanceUid, sopInstanceUid)
            .SetString(Tags.TransferSyntaxUid, transferSyntaxUid)
            .SetString(Tags.ImplementationClassUid, Implementation.ClassUid)
            .SetString(Tags.ImplementationVersionName, Implementation.VersionName);
        if (sourceAeTitle is not null)
        {
            meta.SetString(Tags.SourceApplicationEntityTitle, sourceAeTitle);
        }

        if (receivingAeTitle is not null)
        {
            meta.SetString(Tags.ReceivingApplicationEntityTitle, receivingAeTitle);
        }

        meta.SetNumber(Tags.FileMetaInformationGroupLength, new DataSetLength(explicitVr: true).Of(meta));
        stream.Write("DICM"u8);
        DataSetWriter.Write(stream, meta, TransferSyntax.ExplicitVrLittleEndian);
    }

    private static string Required(DataSet dataSet, Tag tag) =>
        dataSet.GetString(tag) ?? throw new DicomDataException($"{tag}: a file cannot be written without it.", tag);

    private static DicomFile? TryParse(ReadOnlyMemory<byte> start, DataSetReadOptions options)
    {
        if (Part10Header.TryRead(start, isWhole: false) is not Part10Header { TransferSyntax.IsDeflated: false } header)
        {
            return null;
        }

        DataSet? dataSet = DataSetReader.TryReadStart(start[(int)header.DataSetOffset..], header.TransferSyntax, options);
        return dataSet is null ? null : new(header.Meta, dataSet, header.TransferSyntax) { Remarks = header.Remarks };
    }

    private static byte[] ReadStart(FileStream stream, int length)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return bytes;
    }
}

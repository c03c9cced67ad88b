using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Reading;

/// <summary>Reads segmentations and structure sets of any maker onto the grid of the series that they belong to.</summary>
public static class ResultReader
{
    /// <param name="file">A segmentation, label map segmentation or RT Structure Set.</param>
    /// <param name="source">The series. Which slices it has decides what can be read; the references in the object need not match them.</param>
    /// <param name="decoder">For compressed frames.</param>
    /// <exception cref="DicomDataException">It is none of these objects, or contradicts itself.</exception>
    /// <exception cref="VolumeException">It lies in another frame of reference, or on other planes or pixels than the series; the message says which.</exception>
    public static ReadStructures Read(DicomFile file, SourceSeries source, IFrameDecoder? decoder, ReadingOptions options, CancellationToken cancellationToken)
    {
        SourceGrid grid = new(source);
        return StoredSegmentation.IsOne(file.DataSet)
            ? SegmentationPlacement.Place(StoredSegmentation.Open(file.DataSet, file.TransferSyntax, decoder), grid, options, cancellationToken)
            : StoredStructureSet.IsOne(file.DataSet)
                ? StructureSetPlacement.Place(StoredStructureSet.Open(file.DataSet), grid, options, cancellationToken)
                : throw new DicomDataException(
                    $"{Tags.SopClassUid}: {file.DataSet.GetString(Tags.SopClassUid)} is neither a segmentation nor an RT Structure Set.", Tags.SopClassUid);
    }
}

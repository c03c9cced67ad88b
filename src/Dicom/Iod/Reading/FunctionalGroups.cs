using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>The functional groups of a multi-frame object: what stands with the frame goes before what all frames share. PS3.3 §C.7.6.16.</summary>
internal sealed class FunctionalGroups
{
    private readonly DataSet? _shared;
    private readonly IReadOnlyList<DataSet> _frames;

    private FunctionalGroups(DataSet? shared, IReadOnlyList<DataSet> frames) => (_shared, _frames) = (shared, frames);

    /// <param name="count">NumberOfFrames.</param>
    /// <exception cref="DicomDataException">There is not one item for each frame.</exception>
    public static FunctionalGroups Of(DataSet dataSet, int count)
    {
        IReadOnlyList<DataSet> frames = dataSet.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        if (frames.Count == 0 && count == 1)
        {
            frames = [new DataSet()]; // all that there is to say is shared
        }

        return frames.Count == count
            ? new(dataSet.GetItems(Tags.SharedFunctionalGroupsSequence) is [DataSet shared, ..] ? shared : null, frames)
            : throw new DicomDataException(
                $"{Tags.PerFrameFunctionalGroupsSequence}: {frames.Count} items for {count} frames.", Tags.PerFrameFunctionalGroupsSequence);
    }

    /// <summary>The item of a group; null when the frame has none.</summary>
    /// <param name="frame">From 0.</param>
    public DataSet? Find(int frame, Tag group) =>
        _frames[frame].GetItems(group) is [DataSet own, ..] ? own
        : _shared?.GetItems(group) is [DataSet shared, ..] ? shared
        : null;
}

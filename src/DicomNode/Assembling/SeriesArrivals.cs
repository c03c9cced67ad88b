using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Assembling;

/// <summary>
/// Remembers which associations brought the series that are coming in. Kept in memory only: after a restart the facts are incomplete,
/// their count differs from the rows', and quiet time decides.
/// </summary>
internal sealed class SeriesArrivals
{
    /// <summary>Over it the oldest is forgotten: a sender cannot make us remember without end.</summary>
    internal const int MaxSeries = 4096;

    /// <summary>The elements of an instance that say how many belong together.</summary>
    public static IReadOnlyList<Tag> Needed { get; } = [Tags.ImagesInAcquisition, Tags.AcquisitionNumber];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Arrival> _series = [];
    private readonly Dictionary<long, HashSet<string>> _open = [];
    private readonly Queue<string> _age = new();

    /// <summary>An instance that was not here before is durable.</summary>
    public void Stored(string seriesInstanceUid, long associationId, DataSet elements)
    {
        lock (_gate)
        {
            if (!_series.TryGetValue(seriesInstanceUid, out Arrival? arrival))
            {
                ForgetOldest();
                arrival = new() { Acquisition = AcquisitionOf(elements) };
                _series.Add(seriesInstanceUid, arrival);
                _age.Enqueue(seriesInstanceUid);
            }

            arrival.Instances++;
            arrival.IsOneAcquisition &= arrival.Acquisition == AcquisitionOf(elements);
            if (arrival.Open.Add(associationId))
            {
                arrival.Associations++;
                if (!_open.TryGetValue(associationId, out HashSet<string>? brought))
                {
                    _open.Add(associationId, brought = []);
                }

                brought.Add(seriesInstanceUid);
            }
        }
    }

    public void Ended(long associationId, bool released)
    {
        lock (_gate)
        {
            if (!_open.Remove(associationId, out HashSet<string>? brought))
            {
                return;
            }

            foreach (string uid in brought)
            {
                if (_series.TryGetValue(uid, out Arrival? arrival) && arrival.Open.Remove(associationId) && !released)
                {
                    arrival.Broken++;
                }
            }
        }
    }

    /// <returns>Null: nothing of it came since this process started.</returns>
    public ArrivalFacts? Of(string seriesInstanceUid)
    {
        lock (_gate)
        {
            return _series.TryGetValue(seriesInstanceUid, out Arrival? a)
                ? new(a.Instances, a.Associations, a.Open.Count, a.Broken, a.IsOneAcquisition ? a.Acquisition.Images : null)
                : null;
        }
    }

    private void ForgetOldest()
    {
        if (_series.Count >= MaxSeries)
        {
            _series.Remove(_age.Dequeue());
        }
    }

    private static (int? Number, int? Images) AcquisitionOf(DataSet elements)
    {
        try
        {
            return (elements.GetInt32(Tags.AcquisitionNumber), elements.GetInt32(Tags.ImagesInAcquisition));
        }
        catch (DicomDataException)
        {
            return default; // says nothing
        }
    }

    private sealed class Arrival
    {
        public int Instances { get; set; }

        public int Associations { get; set; }

        public int Broken { get; set; }

        public HashSet<long> Open { get; } = [];

        public (int? Number, int? Images) Acquisition { get; init; }

        public bool IsOneAcquisition { get; set; } = true;
    }
}

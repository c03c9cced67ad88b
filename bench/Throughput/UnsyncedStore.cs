using System.Globalization;
using DicomNode.Dicom.Network;

namespace DicomNode.Bench;

/// <summary>
/// A receiver as storescp is one: each instance becomes a Part 10 file under its final name, and is acknowledged before any disk has it.
/// Only for measuring the network library: the node never answers like this.
/// </summary>
internal sealed class UnsyncedStore(string folder) : IStoreHandler
{
    private long _last;

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        string name = Interlocked.Increment(ref _last).ToString("D8", CultureInfo.InvariantCulture);
        return ValueTask.FromResult<IInstanceSink>(new UnsyncedFile(Path.Combine(folder, name + ".dcm"), request));
    }
}

using System.Collections.Concurrent;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Cli;

/// <summary>Puts instances into a folder as Part 10 files. A file has its name only when it is whole.</summary>
internal sealed class FolderStore(string folder) : IStoreHandler
{
    private readonly ConcurrentDictionary<string, string> _byClass = new(StringComparer.Ordinal);
    private int _files;

    public int Files => _files;

    /// <summary>The file of the last instance of a SOP class; null: none has come.</summary>
    public string? Find(string sopClassUid) => _byClass.GetValueOrDefault(sopClassUid);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"{request.AffectedSopInstanceUid}.dcm"); // digits and dots: checked before we are asked
        FileStream file = new($"{path}.part", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        file.Write(stackalloc byte[Part10File.PreambleLength]);
        Part10File.WriteMeta(file, request.AffectedSopClassUid, request.AffectedSopInstanceUid, request.TransferSyntaxUid, request.CallingAeTitle, request.CalledAeTitle);
        return ValueTask.FromResult<IInstanceSink>(new Sink(this, file, path, request.AffectedSopClassUid));
    }

    private sealed class Sink(FolderStore store, FileStream file, string path, string sopClassUid) : IInstanceSink
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken) => file.WriteAsync(dataSetBytes, cancellationToken);

        public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            await file.FlushAsync(cancellationToken);
            await file.DisposeAsync();
            File.Move(file.Name, path, overwrite: true);
            store._byClass[sopClassUid] = path;
            Interlocked.Increment(ref store._files);
            return DimseStatus.Success;
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            File.Delete(file.Name); // nothing when it was moved
        }
    }
}

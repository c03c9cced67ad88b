using System.Collections.Concurrent;
using System.Security.Cryptography;
using DicomNode.Dicom.Network;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Keeps of each instance the transfer syntax and the digest of its data set, under its UID.</summary>
internal sealed class ReceivedFiles : IStoreHandler
{
    public ConcurrentDictionary<string, (string TransferSyntaxUid, string Sha256)> Instances { get; } = new(StringComparer.Ordinal);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<IInstanceSink>(new Sink(this, request));

    private sealed class Sink(ReceivedFiles files, StoreRequest request) : IInstanceSink
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken)
        {
            _hash.AppendData(dataSetBytes.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            files.Instances[request.AffectedSopInstanceUid] = (request.TransferSyntaxUid, Convert.ToHexString(_hash.GetHashAndReset()));
            return ValueTask.FromResult(DimseStatus.Success);
        }

        public ValueTask DisposeAsync()
        {
            _hash.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

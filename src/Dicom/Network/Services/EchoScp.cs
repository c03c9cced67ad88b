using System.Buffers;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Answers C-ECHO. PS3.4 Annex A.</summary>
internal sealed class EchoScp(IncomingRequest request) : IServiceOperation
{
    public ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken) => output.SendAsync(
        request.Context.Id, request.Command.Respond(request.Command.HasDataSet ? DimseStatus.UnrecognizedOperation : DimseStatus.Success), null, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

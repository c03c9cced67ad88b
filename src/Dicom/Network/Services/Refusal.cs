using System.Buffers;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Drains the data set of a request, where there is one, and answers with a failure.</summary>
internal sealed class Refusal(IncomingRequest request, DimseStatus status) : IServiceOperation
{
    public ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken) =>
        output.SendAsync(request.Context.Id, request.Command.Respond(status), null, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

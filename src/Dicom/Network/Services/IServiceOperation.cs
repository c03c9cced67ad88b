using System.Buffers;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Our side of one request of the peer: takes the data set that belongs to it, then answers. One call at a time; disposed exactly once.</summary>
internal interface IServiceOperation : IAsyncDisposable
{
    /// <summary>Answers beside the reading of the association, so that a C-CANCEL is seen: the token of <see cref="CompleteAsync"/> is then the peer's.</summary>
    bool IsCancellable => false;

    /// <summary>The command is here; a data set may follow.</summary>
    ValueTask BeginAsync(CancellationToken cancellationToken);

    /// <summary>A piece of the data set, valid during the call.</summary>
    ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken);

    /// <summary>The request is complete: answers it.</summary>
    ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken);
}

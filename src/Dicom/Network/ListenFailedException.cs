using System.Net;
using System.Net.Sockets;

namespace DicomNode.Dicom.Network;

/// <summary>The server cannot listen: the port is taken, the address is not ours, or the right is missing.</summary>
public sealed class ListenFailedException(IPEndPoint endPoint, SocketException inner)
    : DicomNetworkException($"Cannot listen on {endPoint}: {Why(endPoint, inner.SocketErrorCode)}.", inner)
{
    public IPEndPoint EndPoint { get; } = endPoint;

    public SocketError Error { get; } = inner.SocketErrorCode;

    public override bool IsTransient => false;

    private static string Why(IPEndPoint endPoint, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => $"another program uses port {endPoint.Port}; stop it or choose another port",
        SocketError.AddressNotAvailable => $"{endPoint.Address} is no address of this machine",
        SocketError.AccessDenied => $"ports below 1024 need a special right, {endPoint.Port} is one of them",
        _ => error.ToString(),
    };
}

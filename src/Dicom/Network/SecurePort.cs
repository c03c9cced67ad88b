namespace DicomNode.Dicom.Network;

/// <summary>A port for TLS. PS3.15 §B; 2762 is registered for DICOM over TLS (PS3.8 §9.1.1).</summary>
/// <param name="Port">0 lets the system choose: see <see cref="DicomServer.SecureEndPoint"/>.</param>
/// <param name="SecureAsync">Wraps the stream of each new connection, for example <see cref="Security.TlsServer.SecureAsync"/>; limited by <see cref="DicomServerOptions.Artim"/>.</param>
public sealed record SecurePort(int Port, Func<Stream, CancellationToken, ValueTask<Stream>> SecureAsync);

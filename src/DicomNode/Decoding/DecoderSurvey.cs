using DicomNode.Dicom.Pixels.Native;

namespace DicomNode.Decoding;

/// <summary>Before anything listens: which libraries there are, since a transfer syntax is accepted only where its images can be decoded.</summary>
internal sealed class DecoderSurvey(NativeFrameDecoder native, ILogger<DecoderSurvey> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (NativeLibraryReport library in await Task.Run(() => native.Libraries, cancellationToken))
        {
            if (library.IsUsable)
            {
                DecodingLog.Found(logger, library.Codec, library.Library!);
            }
            else
            {
                DecodingLog.Missing(logger, library.Codec, library.Problem!, string.Join(", ", library.TransferSyntaxUids));
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

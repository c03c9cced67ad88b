using System.Net;
using System.Text.Json;

namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>The body of an infer request: a JSON header and the tensor's bytes after it, written from where they lie.</summary>
internal sealed class InferContent : HttpContent
{
    public const string HeaderLength = "Inference-Header-Content-Length";

    private readonly byte[] _header;
    private readonly ReadOnlyMemory<byte> _tensor;

    /// <param name="input">Name, type and shape of what is sent.</param>
    /// <param name="tensor">Its values, little-endian, C order. They must not change until the request is sent.</param>
    /// <param name="output">The tensor that is asked for.</param>
    public InferContent(TensorDocument input, ReadOnlyMemory<byte> tensor, string output)
    {
        _tensor = tensor;
        _header = JsonSerializer.SerializeToUtf8Bytes(
            new InferDocument([input with { Parameters = new(BinaryDataSize: tensor.Length) }], [new(output, null, null, new(BinaryData: true))]), KServeJson.Default.InferDocument);
        Headers.ContentType = new("application/octet-stream");
        Headers.Add(HeaderLength, $"{_header.Length}");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_header, cancellationToken);
        await stream.WriteAsync(_tensor, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = (long)_header.Length + _tensor.Length;
        return true;
    }
}

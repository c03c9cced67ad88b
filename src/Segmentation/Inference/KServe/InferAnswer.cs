using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>Reads the answer to an infer request: a JSON header, then the tensors' bytes in the order of its outputs.</summary>
internal static class InferAnswer
{
    private const int MaxHeader = 1 << 20;

    /// <param name="output">The tensor that was asked for.</param>
    /// <exception cref="KServeException">The answer is cut off, or not what the protocol says.</exception>
    public static async Task<InferenceOutput> ReadAsync(HttpResponseMessage response, string output, CancellationToken cancellationToken)
    {
        int length = HeaderLength(response);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] header = new byte[length];
        await FillAsync(body, header, cancellationToken);
        (TensorDocument tensor, long before, int count, int size) = Find(header, output);
        Expect(response, length + before + ((long)count * size));
        await SkipAsync(body, before, cancellationToken);
        float[] values = GC.AllocateUninitializedArray<float>(count);
        string type = KServeTypes.ToOnnx(tensor.Datatype!);
        if (type == "float32")
        {
            await FillAsync(body, new MemoryBytes<float>(values).Memory, cancellationToken); // from the socket to where they stay
        }
        else
        {
            await FillConvertedAsync(body, type, count * size, values, cancellationToken);
        }

        return new RemoteOutput([.. tensor.Shape!.Select(n => (int)n)], values);
    }

    private static int HeaderLength(HttpResponseMessage response)
    {
        string? text = (response.Headers.TryGetValues(InferContent.HeaderLength, out IEnumerable<string>? named) || response.Content.Headers.TryGetValues(InferContent.HeaderLength, out named))
            ? named.First()
            : null;
        return text is null ? throw Unfit($"It has no {InferContent.HeaderLength}: the server does not speak the binary tensor data extension.")
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length is > 0 and <= MaxHeader ? length
            : throw Unfit($"{InferContent.HeaderLength} is \"{text}\".");
    }

    // no memory is taken for what is only announced: the numbers have to agree with each other first
    private static (TensorDocument Tensor, long Before, int Count, int Size) Find(byte[] header, string output)
    {
        InferDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(header, KServeJson.Default.InferDocument);
        }
        catch (JsonException e)
        {
            throw Unfit($"Its header is no JSON: {e.Message}");
        }

        long before = 0;
        foreach (TensorDocument tensor in document?.Outputs ?? [])
        {
            long bytes = tensor.Parameters?.BinaryDataSize ?? throw Unfit($"{tensor.Name} did not come as binary data.");
            if (bytes < 0)
            {
                throw Unfit($"{tensor.Name} has {bytes} bytes.");
            }

            if (tensor.Name != output)
            {
                before += bytes;
                continue;
            }

            int size = TensorNumbers.SizeOf(KServeTypes.ToOnnx(tensor.Datatype ?? "")) ?? throw Unfit($"{output} came as {tensor.Datatype}, which is no number this program reads.");
            long count = 1;
            foreach (long n in tensor.Shape ?? throw Unfit($"{output} came without a shape."))
            {
                count = n is > 0 and <= int.MaxValue && count <= Array.MaxLength ? count * n : throw Unfit($"{output} came as [{string.Join(", ", tensor.Shape)}].");
            }

            return count <= Array.MaxLength / size && bytes == count * size
                ? (tensor, before, (int)count, size)
                : throw Unfit($"{output} came as {tensor.Datatype}[{string.Join(", ", tensor.Shape)}] in {bytes} bytes.");
        }

        throw Unfit($"{output} is not in it.");
    }

    private static void Expect(HttpResponseMessage response, long atLeast)
    {
        if (response.Content.Headers.ContentLength is long announced && announced < atLeast)
        {
            throw Unfit($"It has {announced} bytes where its header promises {atLeast}.");
        }
    }

    private static async Task SkipAsync(Stream body, long bytes, CancellationToken cancellationToken)
    {
        byte[] rest = new byte[(int)Math.Min(bytes, 81920)];
        for (long left = bytes; left > 0;)
        {
            int read = (int)Math.Min(left, rest.Length);
            await FillAsync(body, rest.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    private static async Task FillConvertedAsync(Stream body, string type, int bytes, float[] values, CancellationToken cancellationToken)
    {
        byte[] raw = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            await FillAsync(body, raw.AsMemory(0, bytes), cancellationToken);
            TensorNumbers.ToSingles(type, raw.AsSpan(0, bytes), values);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    private static async Task FillAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await body.ReadExactlyAsync(buffer, cancellationToken);
        }
        catch (EndOfStreamException e)
        {
            throw new KServeException("The answer is cut off: it ends before its header says.", InferenceFault.Unavailable, untouched: false, e);
        }
    }

    private static KServeException Unfit(string sentence) => new($"The answer cannot be used. {sentence}", InferenceFault.Failed, untouched: false);

    private sealed class RemoteOutput(int[] shape, float[] values) : InferenceOutput
    {
        public override IReadOnlyList<int> Shape => shape;

        public override Memory<float> Values => values;

        protected override void Dispose(bool disposing)
        {
            // managed memory
        }
    }
}

using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text.Json;

namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>
/// A second file beside a network, <c>model.cpu.onnx</c>, that computes the same faster on a CPU. It is made once, when a model is imported, and compared with the network; a note beside
/// it bears the digests of both, and it is used only while both are what they were. GPU providers never see it.
/// </summary>
public static class CpuGraph
{
    /// <summary>Largest difference of a score from the network's, as a part of the largest score.</summary>
    public const double Tolerance = 1e-4;

    private const int Seed = 20260101;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where the second file of a network is, if it has one.</summary>
    public static string FileOf(string networkFile) => Path.ChangeExtension(networkFile, ".cpu.onnx");

    /// <summary>Writes the network again with the nodes replaced that can be.</summary>
    /// <returns>How many were; 0: nothing was written.</returns>
    /// <exception cref="InferenceException">The file is no network.</exception>
    public static async Task<int> RewriteAsync(string networkFile, string target, CancellationToken cancellationToken)
    {
        try
        {
            GraphRewriter rewriter = new(await File.ReadAllBytesAsync(networkFile, cancellationToken), Path.GetDirectoryName(Path.GetFullPath(networkFile))!);
            IReadOnlyDictionary<GraphNode, GraphAddition> additions = rewriter.Additions();
            if (additions.Count > 0)
            {
                await using FileStream stream = File.Create(target);
                await rewriter.WriteAsync(stream, additions, cancellationToken);
            }

            return additions.Count;
        }
        catch (ProtoException e)
        {
            throw new InferenceException($"{networkFile} cannot be read as an ONNX file: {e.Message}", networkFile, inner: e);
        }
    }

    /// <summary>Makes the second file, compares it with the network on a window of random numbers, and keeps it only when both agree.</summary>
    /// <param name="network">Names the tensors, and the shape of a window.</param>
    /// <param name="engine">Runs both on the CPU.</param>
    /// <exception cref="InferenceException">The network is none, or cannot be run.</exception>
    public static Task<CpuGraphResult> BuildAsync(NetworkRequest network, IInferenceEngine engine, CancellationToken cancellationToken) =>
        BuildAsync(network, engine, Tolerance, cancellationToken);

    internal static async Task<CpuGraphResult> BuildAsync(NetworkRequest network, IInferenceEngine engine, double tolerance, CancellationToken cancellationToken)
    {
        if (network is not { InputTensor: not null, OutputTensor: not null, InputShape: { Count: 5 } shape })
        {
            return new(null, 0, null, "The window has no fixed size in three dimensions, so there is nothing to compare with.");
        }

        string file = FileOf(network.File);
        Remove(file);
        int replaced = await RewriteAsync(network.File, file, cancellationToken);
        if (replaced == 0)
        {
            return new(null, 0, null, "Nothing in it computes faster otherwise.");
        }

        bool kept = false;
        try
        {
            (double difference, string? failure) = await DifferenceAsync(network, file, [1, .. shape.Skip(1)], engine, cancellationToken);
            if (failure is not null)
            {
                return new(null, replaced, null, $"It cannot be run: {failure}");
            }

            if (!(difference <= tolerance))
            {
                return new(null, replaced, difference, string.Create(CultureInfo.InvariantCulture, $"Its scores differ by {difference:0.0e0} of the largest; allowed is {tolerance:0.0e0}."));
            }

            await File.WriteAllTextAsync(
                NoteOf(file), JsonSerializer.Serialize(new CpuGraphNote(await DigestAsync(network.File, cancellationToken), await DigestAsync(file, cancellationToken), replaced, difference), s_json), cancellationToken);
            kept = true;
            return new(file, replaced, difference, string.Create(CultureInfo.InvariantCulture, $"{replaced} nodes replaced; scores differ by {difference:0.0e0} of the largest."));
        }
        finally
        {
            if (!kept)
            {
                Remove(file);
            }
        }
    }

    /// <summary>What the CPU runs for a network.</summary>
    /// <param name="sha256">Of the network, where it is known.</param>
    /// <returns>The second file and how far it agrees; or the network and, where there is a second file that cannot be used, why.</returns>
    internal static (string File, string? Note) Choose(string networkFile, string? sha256)
    {
        string file = FileOf(networkFile);
        if (!File.Exists(file))
        {
            return (networkFile, null);
        }

        string name = Path.GetFileName(file);
        CpuGraphNote? note = Read(NoteOf(file));
        return note is null ? (networkFile, $"{name} is not used: its note is missing or cannot be read; import the model again")
            : (sha256 ?? Digest(networkFile)) != note.Network || Digest(file) != note.Graph ? (networkFile, $"{name} is not used: it or the network has changed since it was made; import the model again")
            : (file, string.Create(CultureInfo.InvariantCulture, $"{name}, {note.Replaced} nodes replaced, scores within {note.Difference:0.0e0}"));
    }

    private static string NoteOf(string file) => file + ".json";

    private static void Remove(string file)
    {
        File.Delete(NoteOf(file)); // first: without it the file is not used
        File.Delete(file);
    }

    private static CpuGraphNote? Read(string note)
    {
        try
        {
            return File.Exists(note) ? JsonSerializer.Deserialize<CpuGraphNote>(File.ReadAllText(note), s_json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<(double Difference, string? Failure)> DifferenceAsync(NetworkRequest network, string file, int[] shape, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        Random random = new(Seed);
        float[] window = new float[shape.Aggregate(1, (a, b) => checked(a * b))];
        for (int i = 0; i < window.Length; i++)
        {
            window[i] = (float)((random.NextDouble() * 4) - 2); // as wide as normalised intensities
        }

        using InferenceOutput expected = await RunAsync(network.File);
        try
        {
            using InferenceOutput actual = await RunAsync(file);
            return (Difference(expected.Values.Span, actual.Values.Span), null);
        }
        catch (InferenceException e)
        {
            return (0, e.Message);
        }

        async Task<InferenceOutput> RunAsync(string onnx)
        {
            using IInferenceSession session = await engine.OpenAsync(new NetworkRequest(onnx), cancellationToken);
            return await session.RunAsync(network.InputTensor!, window, shape, network.OutputTensor!, cancellationToken);
        }
    }

    private static double Difference(ReadOnlySpan<float> expected, Span<float> actual)
    {
        if (expected.Length != actual.Length)
        {
            return double.PositiveInfinity;
        }

        double largest = Math.Abs((double)TensorPrimitives.MaxMagnitude(expected));
        TensorPrimitives.Subtract(actual, expected, actual);
        return Math.Abs((double)TensorPrimitives.MaxMagnitude<float>(actual)) / Math.Max(largest, float.Epsilon);
    }

    private static string Digest(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static async Task<string> DigestAsync(string file, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <param name="Network">SHA-256 of the network that it was made of.</param>
    /// <param name="Graph">SHA-256 of the second file.</param>
    private sealed record CpuGraphNote(string Network, string Graph, int Replaced, double Difference);
}

/// <param name="File">The second file; null: none is kept.</param>
/// <param name="Replaced">Nodes that were replaced.</param>
/// <param name="Difference">Largest difference of a score, as a part of the largest score; null: nothing was compared.</param>
/// <param name="Reason">A sentence on what was done, or why not.</param>
public sealed record CpuGraphResult(string? File, int Replaced, double? Difference, string Reason);

using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>
/// Runs a model's network on the input in its manifest whose answer is known. It tests the network, the library, the provider and the windows
/// on this machine; preparation and restoring are not in it, because the input is the tensor itself.
/// </summary>
public static partial class ModelSelfTest
{
    /// <returns>Null when the manifest has no selfTest.</returns>
    /// <exception cref="ModelException">The files of the test are missing or not what their names say.</exception>
    /// <exception cref="InferenceException">The network could not be loaded or run.</exception>
    public static async Task<SelfTestResult?> RunAsync(ModelFolder model, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        if (model.Manifest.SelfTest is not SelfTestSpec test)
        {
            return null;
        }

        (byte[] input, VolumeShape shape) = Read(model, "selfTest.input", test.Input);
        (byte[] expected, VolumeShape expectedShape) = Read(model, "selfTest.labels", test.Labels);
        if (shape != expectedShape)
        {
            throw Problem(model, "selfTest.labels", $"{expectedShape} voxels where the input has {shape}.");
        }

        if (test.Sha256 is string digest && Convert.ToHexStringLower(SHA256.HashData(input)) is string actual && actual != digest)
        {
            throw Problem(model, "selfTest.sha256", $"{test.Input} has {actual}: the file is not the one that was described.");
        }

        using LentNetworks networks = await model.OpenNetworksAsync(engine, cancellationToken);
        using Scores scores = await ScoresAsync(model, networks.Sessions, input, shape, cancellationToken);
        Memory<ushort> labels = new LabelDecoder(model.Manifest.Outputs[0], []).Decode(scores, cancellationToken);
        return Compare(labels.Span, expected, test.MinDice, networks.Providers);
    }

    internal static async Task<Scores> ScoresAsync(ModelFolder model, IReadOnlyList<IInferenceSession> networks, byte[] input, VolumeShape shape, CancellationToken cancellationToken)
    {
        float[] values = new float[input.Length];
        TensorPrimitives.ConvertTruncating<byte, float>(input, values);
        TensorPrimitives.Divide(values, 255f, values);
        var unit = new Geometry(default, new Vector3D(1, 0, 0), new Vector3D(0, 1, 0), new Vector3D(0, 0, 1));
        var tensor = PreparedTensor.Of(new Volume<float>(values, shape, unit));
        return await new WindowedNetwork(new WindowPredictor(networks, model.Manifest, model.NetworkFile), model.Manifest.Window).ScoresAsync(tensor, (_, _) => { }, cancellationToken);
    }

    private static SelfTestResult Compare(ReadOnlySpan<ushort> labels, ReadOnlySpan<byte> expected, double minDice, ProviderReport providers)
    {
        long[] ours = new long[256], theirs = new long[256], both = new long[256];
        int differing = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ours[Math.Min(labels[i], (ushort)255)]++;
            theirs[expected[i]]++;
            if (labels[i] == expected[i])
            {
                both[expected[i]]++;
            }
            else
            {
                differing++;
            }
        }

        var dice = Enumerable.Range(1, 255).Where(l => ours[l] + theirs[l] > 0).ToDictionary(l => l, l => 2.0 * both[l] / (ours[l] + theirs[l]));
        return new SelfTestResult(dice, differing, dice.Values.All(d => d >= minDice), providers);
    }

    internal static (byte[] Values, VolumeShape Shape) Read(ModelFolder model, string key, string name)
    {
        Match match = NamePattern().Match(name);
        string file = Path.GetFullPath(Path.Combine(model.Path, name));
        if (!match.Success || !file.StartsWith(model.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw Problem(model, key, $"\"{name}\" is not a file in the model's folder whose name ends in _u8_AxBxC.raw.");
        }

        if (!File.Exists(file))
        {
            throw Problem(model, key, $"{name} is not in the model's folder.");
        }

        int Size(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var shape = new VolumeShape(Size(1), Size(2), Size(3));
        byte[] values = File.ReadAllBytes(file);
        return values.Length == shape.Length ? (values, shape) : throw Problem(model, key, $"{name} has {values.Length} bytes, its name says {shape.Length}.");
    }

    private static ModelException Problem(ModelFolder model, string key, string sentence) => new(model.Path, [new ManifestProblem(key, sentence)]);

    [GeneratedRegex(@"_u8_(\d{1,4})x(\d{1,4})x(\d{1,4})\.raw$")]
    private static partial Regex NamePattern();
}

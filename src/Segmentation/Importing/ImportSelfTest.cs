using System.Globalization;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Graph;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Importing;

/// <summary>Tries a model that has just been written: one window through every network, a GPU against the CPU, the known answer where there is one.</summary>
internal static class ImportSelfTest
{
    private const int SmallestSide = 96; // of the window that is tried where the model takes any size

    /// <summary>Labels that half precision may turn, of all voxels of a window of noise, where many scores lie close together.</summary>
    private const double MostTurned = 0.02;

    /// <param name="reference">Computes in single precision on the CPU; asked only where <paramref name="engine"/> runs on something else.</param>
    /// <returns>What was tried and what came out, one sentence each.</returns>
    /// <exception cref="InferenceException">A network cannot be loaded or run.</exception>
    public static async Task<ImportTest> RunAsync(ModelFolder model, IInferenceEngine engine, Func<IInferenceEngine> reference, CancellationToken cancellationToken)
    {
        List<string> sentences = [];
        bool passed = true;
        (float[] window, VolumeShape size) = Window(model.Manifest);
        foreach (string file in model.Manifest.Network.Ensemble.Select(f => Path.Combine(model.Path, f.File)).Prepend(model.NetworkFile))
        {
            string name = Path.GetFileName(file);
            string? second;
            using IInferenceSession session = await engine.OpenAsync(new NetworkRequest(file), cancellationToken);
            using WindowScores scores = await ScoresAsync(model, session, window, size, cancellationToken);
            sentences.Add($"{name}: one window of {size} gives {scores.Classes} channels of numbers, on {session.Providers.InUse}.");
            if (session.Providers.InUse != "CPU")
            {
                using IInferenceEngine cpu = reference();
                using IInferenceSession exact = await cpu.OpenAsync(new NetworkRequest(file), cancellationToken);
                using WindowScores expected = await ScoresAsync(model, exact, window, size, cancellationToken);
                (double turned, float largest) = Compare(scores, expected);
                passed &= turned <= MostTurned;
                sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: against the CPU in single precision, scores differ by up to {largest:0.0000}, and {turned:P3} of the voxels change their label{(turned <= MostTurned ? "" : ", which is too many")}."));
                second = await GraphForCpusAsync(model, file, size, cpu, cancellationToken);
            }
            else
            {
                second = await GraphForCpusAsync(model, file, size, engine, cancellationToken);
            }

            if (second is not null)
            {
                sentences.Add(second);
            }
        }

        if (await ModelSelfTest.RunAsync(model, engine, cancellationToken) is SelfTestResult golden)
        {
            passed &= golden.Passed;
            sentences.Add($"The known answer: {golden.DifferingVoxels} voxels differ, smallest Dice {golden.Dice.Values.DefaultIfEmpty(1).Min().ToString("0.000000", CultureInfo.InvariantCulture)}{(golden.Passed ? "" : ", which is too little")}.");
        }
        else
        {
            sentences.Add("The source has no known answer (golden/): what the network computes was run, not compared.");
        }

        return new ImportTest(passed, sentences);
    }

    // where a CPU computes the same faster otherwise; the known answer, and every run of the node on a CPU, then goes through it
    private static async Task<string?> GraphForCpusAsync(ModelFolder model, string file, VolumeShape size, IInferenceEngine cpu, CancellationToken cancellationToken)
    {
        NetworkSpec network = model.Manifest.Network;
        if (network.Layout != TensorLayout.Ncdhw || !model.Manifest.Limits.CpuAllowed)
        {
            return null;
        }

        NetworkRequest request = ModelNetworks.Request(model.Manifest, file, null) with
        {
            Remote = null,
            InputShape = [1, network.Channels ?? model.Manifest.Inputs.Count, size.Depth, size.Height, size.Width],
        };
        CpuGraphResult made = await CpuGraph.BuildAsync(request, cpu, cancellationToken);
        return made.Replaced == 0 ? null : $"{Path.GetFileName(file)}: a second graph for CPUs is {(made.File is null ? "not kept" : $"in {Path.GetFileName(made.File)}")}. {made.Reason}";
    }

    private static Task<WindowScores> ScoresAsync(ModelFolder model, IInferenceSession session, float[] window, VolumeShape size, CancellationToken cancellationToken)
    {
        ModelManifest single = model.Manifest with { Network = model.Manifest.Network with { MirrorAxes = [] } };
        var predictor = new WindowPredictor([session], single, model.NetworkFile);
        predictor.CheckSignature();
        return predictor.PredictAsync(window, 1, size, cancellationToken);
    }

    // noise, the same each time, of the size of normalised intensities
    private static (float[] Values, VolumeShape Size) Window(ModelManifest manifest)
    {
        VolumeShape size = WindowPlan.SizeOf(manifest.Window, new VolumeShape(SmallestSide, SmallestSide, SmallestSide)) ?? new VolumeShape(SmallestSide, SmallestSide, SmallestSide);
        float[] values = new float[manifest.Inputs.Count * size.Length];
        uint state = 1;
        for (int i = 0; i < values.Length; i++)
        {
            state = (state * 1664525) + 1013904223; // Numerical Recipes' generator
            values[i] = state / (float)uint.MaxValue;
        }

        return (values, size);
    }

    private static (double Turned, float Largest) Compare(WindowScores ours, WindowScores theirs)
    {
        Memory<float>[] a = ours.Planes(), b = theirs.Planes();
        int voxels = a[0].Length, turned = 0;
        float largest = 0;
        for (int v = 0; v < voxels; v++)
        {
            int bestA = 0, bestB = 0;
            for (int c = 0; c < a.Length; c++)
            {
                (float scoreA, float scoreB) = (a[c].Span[v], b[c].Span[v]);
                largest = Math.Max(largest, Math.Abs(scoreA - scoreB));
                bestA = scoreA > a[bestA].Span[v] ? c : bestA;
                bestB = scoreB > b[bestB].Span[v] ? c : bestB;
            }

            turned += bestA == bestB ? 0 : 1;
        }

        return ((double)turned / voxels, largest);
    }
}

/// <summary>What became of the trial of an imported model.</summary>
public sealed record ImportTest(bool Passed, IReadOnlyList<string> Sentences);

namespace DicomNode.Segmentation.Inference;

/// <summary>A network that is loaded. Safe for concurrent runs.</summary>
public interface IInferenceSession
{
    IReadOnlyList<TensorFacts> Inputs { get; }

    IReadOnlyList<TensorFacts> Outputs { get; }

    /// <summary>Which provider runs it and why the ones before it do not.</summary>
    ProviderReport Providers { get; }

    /// <summary>One run. The input is read in place and must not change before the task is done; the result owns native memory until it is disposed of.</summary>
    /// <param name="inputName">The tensor to feed.</param>
    /// <param name="values">C order.</param>
    /// <param name="shape">Batch first, for example [1, 1, 96, 96, 96].</param>
    /// <param name="outputName">The tensor to read.</param>
    /// <exception cref="InferenceException">The run failed.</exception>
    Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken);
}

namespace DicomNode.Segmentation.Inference;

/// <summary>A network that is loaded, and stays so until the session is disposed of. Safe for concurrent runs.</summary>
public interface IInferenceSession : IDisposable
{
    IReadOnlyList<TensorFacts> Inputs { get; }

    IReadOnlyList<TensorFacts> Outputs { get; }

    /// <summary>Which provider runs it and why the ones before it do not. It may change with a run that finds no memory.</summary>
    ProviderReport Providers { get; }

    /// <summary>One run. The input is read in place and must not change before the task is done; the result owns memory until it is disposed of.</summary>
    /// <param name="inputName">The tensor to feed. One of float16 is fed with the values rounded to it.</param>
    /// <param name="values">C order.</param>
    /// <param name="shape">Batch first, for example [4, 1, 96, 96, 96]. A batch that memory does not hold is run in parts.</param>
    /// <param name="outputName">The tensor to read.</param>
    /// <param name="cancellationToken">Ends a run that is under way.</param>
    /// <exception cref="InferenceException">The run failed.</exception>
    Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken);
}

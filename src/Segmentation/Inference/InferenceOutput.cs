namespace DicomNode.Segmentation.Inference;

/// <summary>What a network gave, read in place. Disposing of it frees the memory behind <see cref="Values"/>.</summary>
public abstract class InferenceOutput : IDisposable
{
    /// <summary>Batch first.</summary>
    public abstract IReadOnlyList<int> Shape { get; }

    /// <summary>C order; the holder may overwrite them. Integer tensors come as numbers; up to 2^24 they are exact.</summary>
    public abstract Memory<float> Values { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

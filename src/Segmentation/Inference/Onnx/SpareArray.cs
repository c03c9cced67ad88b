namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>One array that is used again from run to run, as long as its session lives: a shared pool would keep arrays of this size after it. Thread-safe.</summary>
internal sealed class SpareArray<T>
{
    private T[]? _spare;

    /// <returns>At least so long; its contents are of the run before.</returns>
    public T[] Rent(int length) => Interlocked.Exchange(ref _spare, null) is { } spare && spare.Length >= length ? spare : GC.AllocateUninitializedArray<T>(length);

    public void Return(T[] array) => Volatile.Write(ref _spare, array);
}

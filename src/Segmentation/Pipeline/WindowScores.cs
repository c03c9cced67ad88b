namespace DicomNode.Segmentation.Pipeline;

/// <summary>What the network gave for a batch of windows. The planes may be overwritten; they are gone when this is disposed of.</summary>
/// <param name="values">[windows, classes, z, y, x].</param>
/// <param name="classes">Planes of a window.</param>
/// <param name="planeLength">Voxels of a window.</param>
internal sealed class WindowScores(Memory<float> values, int classes, int planeLength, IDisposable owner) : IDisposable
{
    public int Classes => classes;

    /// <summary>The class planes of a window, each as large as the window.</summary>
    public Memory<float>[] Planes(int window = 0) =>
        [.. Enumerable.Range(0, classes).Select(c => values.Slice(((window * classes) + c) * planeLength, planeLength))];

    public void Dispose() => owner.Dispose();
}

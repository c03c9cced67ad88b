namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>The outputs of the parts of a batch, as one.</summary>
internal sealed class JoinedOutput : InferenceOutput
{
    private readonly float[] _values;
    private readonly int _each;

    /// <param name="batch">Windows in all parts.</param>
    /// <param name="first">Gives the shape of each.</param>
    public JoinedOutput(int batch, InferenceOutput first)
    {
        _each = first.Values.Length / Math.Max(1, first.Shape[0]);
        Shape = [batch, .. first.Shape.Skip(1)];
        _values = GC.AllocateUninitializedArray<float>(checked(batch * _each));
    }

    public override IReadOnlyList<int> Shape { get; }

    public override Memory<float> Values => _values;

    /// <param name="from">The first window of the part.</param>
    public void Add(InferenceOutput part, int from) => part.Values.CopyTo(_values.AsMemory(from * _each));

    protected override void Dispose(bool disposing)
    {
        // managed memory
    }
}

namespace DicomNode.Segmentation.Inference.Loading;

/// <summary>How many windows at once fit into memory: unlimited until a run has failed.</summary>
internal sealed class BatchLimit
{
    private int _value = int.MaxValue;

    public int Value => Volatile.Read(ref _value);

    public void Lower(int to)
    {
        int seen = Value;
        while (to < seen && Interlocked.CompareExchange(ref _value, to, seen) is int now && now != seen)
        {
            seen = now;
        }
    }

    public void Reset() => Volatile.Write(ref _value, int.MaxValue);
}

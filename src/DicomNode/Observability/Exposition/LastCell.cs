namespace DicomNode.Observability.Exposition;

/// <summary>What was said last.</summary>
internal sealed class LastCell : Cell
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(double value) => Volatile.Write(ref _value, value);
}

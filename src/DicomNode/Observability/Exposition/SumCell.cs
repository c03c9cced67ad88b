namespace DicomNode.Observability.Exposition;

/// <summary>What was added so far.</summary>
internal sealed class SumCell : Cell
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(double value) => Add(ref _value, value);
}

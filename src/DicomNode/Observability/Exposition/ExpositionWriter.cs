using System.Globalization;
using System.Text;

namespace DicomNode.Observability.Exposition;

/// <summary>Writes metrics as the text that Prometheus scrapes.</summary>
internal sealed class ExpositionWriter(ExpositionFormat format)
{
    private readonly StringBuilder _text = new(16 * 1024);

    private bool IsOpenMetrics => format == ExpositionFormat.OpenMetrics;

    public void Write(MetricFamily family)
    {
        (LabelSet Labels, Cell Cell)[] series = [.. family.Series];
        if (series.Length == 0)
        {
            return;
        }

        string sample = family.Kind == MetricKind.Counter ? family.Name + "_total" : family.Name;
        string name = IsOpenMetrics ? family.Name : sample;
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(family.Help, quotes: IsOpenMetrics);
        Line("");
        Line($"# TYPE {name} {Word(family.Kind)}");
        if (IsOpenMetrics && family.Unit.Length > 0)
        {
            Line($"# UNIT {name} {family.Unit}");
        }

        foreach ((LabelSet labels, Cell cell) in series)
        {
            switch (cell)
            {
                case SumCell sum:
                    Sample(sample, labels, null, sum.Value);
                    break;
                case LastCell last:
                    Sample(sample, labels, null, last.Value);
                    break;
                case HistogramCell histogram:
                    Histogram(family, labels, histogram);
                    break;
            }
        }
    }

    public string End()
    {
        if (IsOpenMetrics)
        {
            Line("# EOF");
        }

        return _text.ToString();
    }

    private void Histogram(MetricFamily family, LabelSet labels, HistogramCell histogram)
    {
        long[] counts = histogram.Cumulative();
        for (int i = 0; i < family.Bounds.Count; i++)
        {
            Sample(family.Name + "_bucket", labels, Bound(family.Bounds[i]), counts[i]);
        }

        Sample(family.Name + "_bucket", labels, "+Inf", counts[^1]);
        Sample(family.Name + "_sum", labels, null, histogram.Sum);
        Sample(family.Name + "_count", labels, null, counts[^1]);
    }

    private void Sample(string name, LabelSet labels, string? bound, double value)
    {
        _text.Append(name);
        char before = '{';
        foreach ((string key, string text) in labels.Labels)
        {
            Label(ref before, MetricName.Clean(key), text);
        }

        if (bound is not null)
        {
            Label(ref before, "le", bound);
        }

        if (before == ',')
        {
            _text.Append('}');
        }

        Line($" {Number(value)}");
    }

    private void Label(ref char before, string name, string value)
    {
        _text.Append(before).Append(name).Append("=\"");
        Escape(value, quotes: true);
        _text.Append('"');
        before = ',';
    }

    private void Escape(string text, bool quotes)
    {
        foreach (char c in text)
        {
            _ = c switch
            {
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '"' when quotes => _text.Append("\\\""),
                _ => _text.Append(c),
            };
        }
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    private static string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    // bounds are floats in OpenMetrics, also whole ones
    private string Bound(double value) => IsOpenMetrics && double.IsInteger(value) ? Number(value) + ".0" : Number(value);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>One answer of /metrics, read as Prometheus would.</summary>
internal sealed class Scrape
{
    private readonly Dictionary<string, double> _samples;

    private Scrape(string text)
    {
        Text = text;
        _samples = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')
            .ToDictionary(l => l[..l.LastIndexOf(' ')], l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public string Text { get; }

    public IEnumerable<string> Names => _samples.Keys.Select(k => k.Split('{')[0]).Distinct();

    /// <summary>NaN: there is none.</summary>
    public double this[string name, params string[] labels] => _samples.GetValueOrDefault(
        labels.Length == 0 ? name : $"{name}{{{string.Join(',', labels.Chunk(2).Select(l => $"{l[0]}=\"{l[1]}\""))}}}", double.NaN);

    public static async Task<Scrape> OfAsync(HttpClient http) => new(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}

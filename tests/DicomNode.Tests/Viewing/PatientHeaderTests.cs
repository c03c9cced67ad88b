using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Viewing;

public sealed class PatientHeaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SyntheticSeries _series = new("header") { Slices = 3 };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_patient_is_shown_where_that_is_wanted_and_never_kept_on_the_way(bool isShown)
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Http.ShowPatients = isShown);
        await node.SendAsync(_series.DataSets());
        string uid = _series.DataSets()[0].GetString(Tags.SeriesInstanceUid)!;
        await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(uid))?["instances"] == 3, TimeSpan.FromMinutes(1));

        using HttpResponseMessage answer = await node.Http.GetAsync(new Uri($"/api/v1/series/{uid}/header", UriKind.Relative));
        string text = await answer.Content.ReadAsStringAsync();
        JsonNode header = JsonNode.Parse(text)!;

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(("20260102", "Größe", "ABDOMEN"), ((string?)header["studyDate"], (string?)header["studyDescription"], (string?)header["bodyPartExamined"]));
        Assert.Equal(isShown ? "Müller^Zoë" : null, (string?)header["patientName"]);
        Assert.Equal(isShown ? "P1" : null, (string?)header["patientID"]);
        Assert.Equal(isShown, text.Contains("19700101", StringComparison.Ordinal));
    }
}

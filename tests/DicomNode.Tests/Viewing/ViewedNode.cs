using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Viewing;

/// <summary>A node with a series that was segmented, for tests that look at it.</summary>
public sealed class ViewedNode : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CollectingArchive _archive = new();
    private RunningNode _node = null!;

    internal MadeSeries Series { get; } = new() { Slices = 20 };

    internal RunningNode Node => _node;

    /// <summary>What the API says of the series.</summary>
    internal JsonNode Done { get; private set; } = null!;

    internal string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(_folder, _archive.Port);
        await _node.SendAsync(Enumerable.Range(0, Series.Slices).Select(Series.Slice));
        Done = await _node.WaitForAsync(Series.SeriesInstanceUid, "Done", "Failed");
        Assert.Equal("Done", (string?)Done["state"]);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    internal string ResultOf(string kind) => (string)Done["results"]!.AsArray().Single(r => (string?)r!["kind"] == kind)!["sopInstanceUid"]!;

    internal Task<JsonNode> GetAsync(string path) => GetAsync(_node, path);

    internal static async Task<JsonNode> GetAsync(RunningNode node, string path)
    {
        using HttpResponseMessage answer = await node.Http.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    internal async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await _node.Http.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative));
        return answer.StatusCode;
    }

    internal async Task<Volume<float>> NiftiAsync(string path)
    {
        using TempFolder folder = new();
        string file = folder.Combine("got.nii.gz");
        await File.WriteAllBytesAsync(file, await _node.Http.GetByteArrayAsync(new Uri($"/api/v1/{path}", UriKind.Relative)));
        return NiftiFile.Read(file);
    }

    internal static byte[] Unzip(byte[] gzip)
    {
        using GZipStream stream = new(new MemoryStream(gzip), CompressionMode.Decompress);
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}

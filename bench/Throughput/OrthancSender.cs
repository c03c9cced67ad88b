using System.Net.Http.Json;
using System.Text.Json;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>Orthanc, told over HTTP to send what it holds; targets are its modalities, by name.</summary>
internal sealed class OrthancSender(OrthancPeer orthanc) : ISender
{
    private static readonly JsonSerializerOptions s_namesAsWritten = new();
    private readonly List<string> _instances = [];

    public string Name => "Orthanc";

    public async Task PrepareAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        _instances.Clear();
        foreach (string file in files) { _instances.Add(await orthanc.UploadAsync(file, cancellationToken)); }
    }

    public async Task SendAsync(Receiver target, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await orthanc.Http.PostAsJsonAsync(
            new Uri($"modalities/{target.Name}/store", UriKind.Relative), new { Resources = _instances, Synchronous = true }, s_namesAsWritten, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DicomNode.Testing;

/// <summary>Orthanc (Debian package orthanc) as a real archive: DICOM and HTTP on free ports, storage in a folder of its own, gone with it.</summary>
public sealed class OrthancPeer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly OrthancSettings _settings;
    private readonly HttpClient _http;
    private ExternalProcess? _process;

    private OrthancPeer(OrthancSettings settings, int dicomPort)
    {
        _settings = settings;
        DicomEndPoint = new IPEndPoint(IPAddress.Loopback, dicomPort);
        HttpPort = FreePort.Next();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string AeTitle => _settings.AeTitle;

    public IPEndPoint DicomEndPoint { get; }

    public int HttpPort { get; }

    /// <summary>Its REST API.</summary>
    public HttpClient Http => _http;

    public int ProcessId => _process!.Id;

    public string Log => _process?.Log ?? "";

    /// <param name="settings">What differs from the defaults.</param>
    /// <param name="dicomPort">Its DICOM port when the other side had to know it before; a free one when 0.</param>
    /// <param name="cancellationToken">Ends the wait for its first answer.</param>
    public static async Task<OrthancPeer> StartAsync(OrthancSettings? settings = null, int dicomPort = 0, CancellationToken cancellationToken = default)
    {
        OrthancPeer peer = new(settings ?? new OrthancSettings(), dicomPort == 0 ? FreePort.Next() : dicomPort);
        try
        {
            string configuration = peer._folder.Combine("orthanc.json");
            await File.WriteAllTextAsync(configuration, peer.Configuration().ToJsonString(), cancellationToken);
            peer._process = ExternalProcess.Start("Orthanc", [.. settings is { IsVerbose: false } ? Array.Empty<string>() : ["--verbose"], configuration], peer._folder.Path);
            await peer._process.WaitUntilReadyAsync(peer.AnswersAsync, TimeSpan.FromSeconds(60), cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Uploads one Part 10 file through HTTP.</summary>
    /// <returns>Orthanc's id of the instance.</returns>
    public async Task<string> UploadAsync(string file, CancellationToken cancellationToken = default)
    {
        using ByteArrayContent body = new(await File.ReadAllBytesAsync(file, cancellationToken));
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("instances", UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return $"{(await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["ID"]}";
    }

    /// <summary>A JSON answer of the REST API.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken = default) =>
        await _http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), cancellationToken)
            ?? throw new JsonException($"Orthanc answered null to {path}.");

    /// <summary>Fetches an instance, by Orthanc's id, as a Part 10 file.</summary>
    public async Task DownloadAsync(string instanceId, string file, CancellationToken cancellationToken = default) =>
        await File.WriteAllBytesAsync(file, await _http.GetByteArrayAsync(new Uri($"instances/{instanceId}/file", UriKind.Relative), cancellationToken), cancellationToken);

    /// <summary>Until so many series were called stable; the scripts have seen them then, or will before they see anything later.</summary>
    public Task WaitUntilStableAsync(int series, TimeSpan within, CancellationToken cancellationToken = default) => Eventually.TrueAsync(
        async () => (await GetAsync("changes?limit=10000", cancellationToken))["Changes"]!.AsArray().Count(change => $"{change!["ChangeType"]}" == "StableSeries") >= series,
        within, () => Log, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _http.Dispose();
        _folder.Dispose();
    }

    private JsonObject Configuration()
    {
        JsonObject configuration = Plain();
        if (_settings.Tls is { } tls)
        {
            configuration["DicomTlsEnabled"] = true;
            configuration["DicomTlsCertificate"] = tls.Own.CertificateFile;
            configuration["DicomTlsPrivateKey"] = tls.Own.KeyFile;
            configuration["DicomTlsTrustedCertificates"] = tls.TrustedFile;
        }

        return configuration;
    }

    private JsonObject Plain() => new()
    {
        ["Name"] = "test archive",
        ["StorageDirectory"] = _folder.Combine("storage"),
        ["IndexDirectory"] = _folder.Combine("index"),
        [nameof(HttpPort)] = HttpPort,
        ["RemoteAccessAllowed"] = false,
        ["AuthenticationEnabled"] = false,
        ["DicomPort"] = DicomEndPoint.Port,
        ["DicomAet"] = AeTitle,
        ["DicomCheckCalledAet"] = false,
        ["StableAge"] = _settings.StableAgeSeconds,
        ["LuaScripts"] = new JsonArray([.. _settings.LuaScripts.Select(script => JsonValue.Create(script))]),
        ["DicomModalities"] = new JsonObject(_settings.Modalities.Select(modality => KeyValuePair.Create<string, JsonNode?>(
            modality.Name, new JsonObject
            {
                ["AET"] = modality.AeTitle, [nameof(modality.Host)] = modality.Host, [nameof(modality.Port)] = modality.Port, ["UseDicomTls"] = modality.UseTls,
            }))),
    };

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri("system", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}

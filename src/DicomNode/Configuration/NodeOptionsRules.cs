using DicomNode.Auditing;
using DicomNode.Dicom.Iod;
using DicomNode.Notifying;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Observability;
using DicomNode.Observability.Traces;
using DicomNode.Segmenting;

namespace DicomNode.Configuration;

/// <summary>What has to hold between values that are each fine by themselves.</summary>
public static class NodeOptionsRules
{
    private static readonly string[] s_providers = ["TensorRT", "CUDA", "CPU"];

    public static IEnumerable<ConfigurationError> Check(NodeOptions options, TimeProvider? clock = null, bool modelsMayBeMissing = false) =>
        CheckListener(options.Listener).Concat(CheckPeers(options.Peers)).Concat(CheckRoutes(options, modelsMayBeMissing)).Concat(CheckTimes(options)).Concat(CheckProviders(options.Inference))
            .Concat(CheckMetrics(options.Http)).Concat(CheckTelemetry(options.Telemetry.Otlp))
            .Concat(TlsRules.Check(options, (clock ?? TimeProvider.System).GetUtcNow()))
            .Concat(NotificationRules.Check(options))
            .Concat(HttpRules.Check(options.Http, (clock ?? TimeProvider.System).GetUtcNow()))
            .Concat(AuditRules.Check(options, (clock ?? TimeProvider.System).GetUtcNow()));

    private static IEnumerable<ConfigurationError> CheckListener(ListenerOptions listener)
    {
        if (listener.ReservedForPeers >= listener.MaxAssociations)
        {
            yield return new("Listener:ReservedForPeers", $"{listener.ReservedForPeers}", $"allowed is less than Listener:MaxAssociations ({listener.MaxAssociations})", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckPeers(IReadOnlyList<PeerOptions> peers)
    {
        for (int i = 0; i < peers.Count; i++)
        {
            PeerOptions peer = peers[i];
            if (peer.Receives.FirstOf.Contains(ResultOutput.Sc))
            {
                yield return new($"Peers:{i}:Receives:FirstOf", ResultKinds.NameOf(ResultKind.Preview), "a preview is a series of images and stands for no one object; allowed is SEG, RTSTRUCT or SR", null);
            }

            for (int j = 0; j < i; j++)
            {
                if (peers[j].Name.Equals(peer.Name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return new($"Peers:{i}:Name", peer.Name, $"Peers:{j} has this name already; each peer needs its own", null);
                }
                else if ((peers[j].AeTitle, peers[j].Port) == (peer.AeTitle, peer.Port) && peers[j].Host.Equals(peer.Host, StringComparison.OrdinalIgnoreCase))
                {
                    yield return new($"Peers:{i}", $"{peer.AeTitle}@{peer.Host}:{peer.Port}", $"is the same as Peers:{j}; remove one", null);
                }
            }
        }
    }

    private static IEnumerable<ConfigurationError> CheckRoutes(NodeOptions options, bool modelsMayBeMissing)
    {
        string[] peers = [.. options.Peers.Select(p => p.Name)];
        string folder = NodeConfiguration.Resolve(options.Models.Folder);
        string[] models = [.. ModelFolder.Find(folder).Select(d => Path.GetFileName(d))];
        for (int i = 0; i < options.Routes.Count; i++)
        {
            RouteOptions route = options.Routes[i];
            if (!modelsMayBeMissing && !models.Contains(route.Model, StringComparer.Ordinal))
            {
                yield return new($"Routes:{i}:Model", route.Model, $"no such model in {folder}; {Choices(route.Model, models)}", null);
            }

            for (int j = 0; j < route.SendTo.Count; j++)
            {
                if (!peers.Contains(route.SendTo[j], StringComparer.OrdinalIgnoreCase))
                {
                    yield return new($"Routes:{i}:SendTo:{j}", route.SendTo[j], $"no such peer; {Choices(route.SendTo[j], peers)}", null);
                }
                else if (Receiver.Of(options.Peers.First(p => p.Name.Equals(route.SendTo[j], StringComparison.OrdinalIgnoreCase))) is { } receiver
                    && receiver.Of(route.Outputs.Select(ResultKinds.Of)).Count == 0)
                {
                    yield return new($"Routes:{i}:SendTo:{j}", route.SendTo[j], $"takes none of Routes:{i}:Outputs, only {string.Join(", ", receiver.Profile.Kinds.Select(ResultKinds.NameOf))} (Peers: Profile, Receives:Outputs)", null);
                }
            }
        }
    }

    private static IEnumerable<ConfigurationError> CheckTimes(NodeOptions options)
    {
        if (options.Assembling.GapPeriod < options.Assembling.QuietPeriod)
        {
            yield return new("Assembling:GapPeriod", $"{options.Assembling.GapPeriod}", $"allowed is Assembling:QuietPeriod ({options.Assembling.QuietPeriod}) or longer", null);
        }

        if (options.Assembling.StudyPeriod < options.Assembling.QuietPeriod)
        {
            yield return new("Assembling:StudyPeriod", $"{options.Assembling.StudyPeriod}", $"allowed is Assembling:QuietPeriod ({options.Assembling.QuietPeriod}) or longer", null);
        }

        if (options.Delivery.MaxRetryDelay < options.Delivery.FirstRetryDelay)
        {
            yield return new("Delivery:MaxRetryDelay", $"{options.Delivery.MaxRetryDelay}", $"allowed is Delivery:FirstRetryDelay ({options.Delivery.FirstRetryDelay}) or longer", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckProviders(InferenceOptions inference)
    {
        IReadOnlyList<string> providers = inference.Providers ?? s_providers;
        for (int i = 0; i < providers.Count; i++)
        {
            if (!s_providers.Contains(providers[i], StringComparer.OrdinalIgnoreCase))
            {
                yield return new($"Inference:Providers:{i}", providers[i], $"allowed is {string.Join(" or ", s_providers)}", null);
            }
        }

        if (inference.RequireGpu && providers.All(p => p.Equals("CPU", StringComparison.OrdinalIgnoreCase)))
        {
            yield return new("Inference:RequireGpu", "true", "needs CUDA or TensorRT in Inference:Providers", null);
        }

        for (int i = 0; i < inference.Triton.Urls.Count; i++)
        {
            if (!Uri.TryCreate(inference.Triton.Urls[i], UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            {
                yield return new($"Inference:Triton:Urls:{i}", inference.Triton.Urls[i], "allowed is http://host:port or https://host:port", null);
            }
        }

        foreach ((string key, TimeSpan value) in new[] { ("ConnectTimeout", inference.Triton.ConnectTimeout), ("RequestTimeout", inference.Triton.RequestTimeout) })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                yield return new($"Inference:Triton:{key}", $"{value}", "allowed is more than 0, up to 1 day", null);
            }
        }

        if (inference.Library is { } library && !File.Exists(NodeConfiguration.Resolve(library)))
        {
            yield return new("Inference:Library", library, "no such file; name a libonnxruntime.so, or null for the one that comes with the node", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckMetrics(HttpOptions http)
    {
        for (int i = 0; i < http.MetricsFrom.Count; i++)
        {
            if (MetricsAccess.Parse(http.MetricsFrom[i]) is null)
            {
                yield return new($"Http:MetricsFrom:{i}", http.MetricsFrom[i], "allowed is an IP address, or a network such as 192.0.2.0/24", null);
            }
        }
    }

    private static IEnumerable<ConfigurationError> CheckTelemetry(OtlpOptions? otlp)
    {
        if (otlp?.HeadersFile is { } file && HeadersFile.Problem(file) is { } problem)
        {
            yield return new("Telemetry:Otlp:HeadersFile", file, problem, null);
        }
    }

    private static string Choices(string given, string[] names) => names.Length == 0
        ? "there is none"
        : NearestName.Of(given, names) is { } near ? $"did you mean {near}? There are {string.Join(", ", names)}" : $"there are {string.Join(", ", names)}";
}

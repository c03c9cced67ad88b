using System.Text.Json.Serialization;
using DicomNode.Configuration;
using DicomNode.Web.Guarding;
using DicomNode.Web.Health;
using DicomNode.Web.Live;

namespace DicomNode.Web;

/// <summary>What the operator's side needs.</summary>
internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services, NodeOptions options)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            o.SerializerOptions.WriteIndented = true;
        });
        services.AddHealthChecks()
            .AddCheck<ListenerCheck>("listener")
            .AddCheck<DiskCheck>("disk")
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<ModelsCheck>("models")
            .AddCheck<InferenceServersCheck>("servers")
            .AddCheck<DecodersCheck>("decoders");
        services.AddSingleton<NodeStatus>().AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        return services.AddApiDescription().AddProblemDetails().AddExceptionHandler<IndexTroubleHandler>().AddGuarding(options);
    }
}

using System.Net;
using DicomNode.Assembling;
using DicomNode.Auditing;
using DicomNode.Committing;
using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Explaining;
using DicomNode.Housekeeping;
using DicomNode.Decoding;
using DicomNode.Observability;
using DicomNode.Notifying;
using DicomNode.Observability.Logs;
using DicomNode.Querying;
using DicomNode.Receiving;
using DicomNode.Security;
using DicomNode.Segmenting;
using DicomNode.Sending;
using DicomNode.SeriesLogging;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Viewing;
using DicomNode.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Quartz;

namespace DicomNode.Hosting;

/// <summary>The whole node in one process: start it, ask where it listens, stop it. The service, the demo and tests use the same.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    private const double GiB = 1L << 30;
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);
    private readonly WebApplication _application;

    private NodeHost(WebApplication application) => _application = application;

    /// <summary>The address of the listener for plain DICOM, once started.</summary>
    public IPEndPoint DicomEndPoint =>
        _application.Services.GetRequiredService<ListenerService>().EndPoint ?? throw new InvalidOperationException("The node is not started, or has no plain port.");

    /// <summary>The address of the listener for TLS, once started.</summary>
    public IPEndPoint SecureDicomEndPoint =>
        _application.Services.GetRequiredService<ListenerService>().SecureEndPoint ?? throw new InvalidOperationException("The node is not started, or has no port for TLS.");

    /// <summary>The first address of the API, once started.</summary>
    public Uri HttpAddress => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>It ended, or is about to, because it cannot go on without a new start.</summary>
    public bool HasFailed => _application.Services.GetRequiredService<IndexDamage>().IsFound;

    public IServiceProvider Services => _application.Services;

    /// <param name="options">Checked: <see cref="NodeConfiguration.Load"/>.</param>
    /// <param name="logging">Where log lines go; null: as the configuration says.</param>
    public static NodeHost Create(NodeOptions options, TimeProvider? clock = null, Action<ILoggingBuilder>? logging = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear(); // everything comes from NodeOptions: one file, read strictly
        builder.Configuration.AddInMemoryCollection(); // where UseUrls puts what it is told
        builder.Logging.ClearProviders();
        (logging ?? (l => NodeLogging.Configure(l, options.Logging)))(builder.Logging);
        builder.Logging.KeepForSeries();
        builder.WebHost.UseUrls(options.Http.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.UseHttps();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = s_stopLimit);
        builder.Services
            .AddSingleton(options)
            .AddSingleton(_ => new SteadyClock(clock ?? TimeProvider.System))
            .AddSingleton(_ => new Calendar(clock ?? TimeProvider.System))
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SteadyClock>())
            .AddSingleton<NodeIdentity>()
            .AddStorage(_ => new DataFolder(options.Data.Root, (long)(options.Data.ReserveGiB * GiB)), options.Assembling.LateInstances)
            .AddSingleton<IndexDamage>()
            .AddSystemd()
            .AddSeriesLogging()
            .AddHostedService<NodeStartup>()
            .AddAuditing()
            .AddObservability()
            .AddSecurity()
            .AddDecoding()
            .AddSingleton<PeerClient>()
            .AddQuerying()
            .AddCommitting()
            .AddHostedService<ClockWatch>()
            .AddReceiving()
            .AddAssembling()
            .AddSegmenting()
            .AddSending()
            .AddDiagnosing()
            .AddViewing()
            .AddNotifying()
            .AddExplaining()
            .AddWeb(options)
            .AddQuartz(quartz =>
            {
                quartz.ScheduleSecurity();
                quartz.AddJobMiddleware(provider => provider.GetRequiredService<SchedulePulse>());
                quartz.AddJobMiddleware<BusyIndex>();
                quartz.ScheduleAssembling();
                quartz.ScheduleSegmenting();
                quartz.ScheduleSending();
                quartz.ScheduleCommitting();
                quartz.ScheduleHousekeeping();
                quartz.ScheduleSeriesLogging();
            })
            .AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        WebApplication application = builder.Build();
        application.MapWeb(options);
        application.MapMetrics();
        return new(application);
    }

    /// <exception cref="Dicom.Network.ListenFailedException">The DICOM port is taken.</exception>
    /// <exception cref="IOException">The HTTP port is taken, or another node works in the data folder.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    /// <summary>No new associations; the current instances and the work under way are finished or put back.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _application.StopAsync(cancellationToken);

    /// <summary>Until SIGTERM, SIGINT or <see cref="StopAsync"/>.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Network.Security;
using DicomNode.Security;
using DicomNode.Storage.Files;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Observability.Figures;

/// <summary>Gauges about what the node runs on: disk, certificates, process, and whether it can work.</summary>
internal sealed class HostMetrics
{
    private const string OpenFiles = "/proc/self/fd";

    public HostMetrics(IMeterFactory meters, NodeFigures figures, DataFolder folder, CertificateState certificates, TimeProvider clock)
    {
        Meter meter = meters.Create(Meters.Prefix + "Host");
        meter.CreateObservableGauge("dicomnode.build.info", Build, "{build}", "1, with the version of the node, of .NET and the architecture.");
        meter.CreateObservableGauge("dicomnode.check.health", () => Checks(figures.Health.Value), "{check}", "Health checks: 1 healthy, 0.5 degraded, 0 unhealthy; what /health/ready says in words.");
        meter.CreateObservableGauge("dicomnode.disk.free", () => FreeBytes(folder), "By", "Free space on the disk of the data folder.");
        meter.CreateObservableGauge("dicomnode.disk.reserve", () => folder.ReserveBytes, "By", "Data:ReserveGiB: with less free than this, instances are answered A700H.");
        meter.CreateObservableGauge("dicomnode.certificate.expiry", () => Certificates(certificates), "s", "Time until a certificate in use ends; negative: it has ended.");

        // names that every dashboard knows
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of this process, user and system.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory of this process that is in RAM.");
        meter.CreateObservableGauge("process.threads", Threads, "{thread}", "Threads of this process.");
        meter.CreateObservableGauge("process.open_fds", Descriptors, "{descriptor}", "Open files and connections of this process.");
        double started = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the node started, in seconds since 1970.");
    }

    private static Measurement<int> Build() => new(1, Tag("version", Product.Version), Tag("dotnet", Environment.Version.ToString()), Tag("architecture", $"{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant()));

    private static IEnumerable<Measurement<double>> Checks(HealthReport? report) => (report?.Entries ?? new Dictionary<string, HealthReportEntry>()).Select(c => new Measurement<double>(
        c.Value.Status switch
        {
            HealthStatus.Healthy => 1,
            HealthStatus.Degraded => 0.5,
            _ => 0,
        },
        Tag("check", c.Key)));

    private static IEnumerable<Measurement<double>> Certificates(CertificateState certificates) => certificates.Look().Select(c => new Measurement<double>(
        c.Left.TotalSeconds, Tag("file", c.Certificate.File), Tag("subject", c.Certificate.Subject), Tag("kind", SnakeCase.Of<TlsFileKind>(c.Certificate.Kind))));

    private static IEnumerable<Measurement<long>> FreeBytes(DataFolder folder)
    {
        try
        {
            return [new(folder.FreeBytes)];
        }
        catch (IOException)
        {
            return []; // a mount that is gone
        }
    }

    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private static IEnumerable<Measurement<int>> Descriptors() => Directory.Exists(OpenFiles) ? [new(Directory.GetFiles(OpenFiles).Length)] : [];

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}

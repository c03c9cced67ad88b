using DicomNode.Segmentation.Inference.Gpus;
using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>The node at a glance. States that nothing is in are left out.</summary>
/// <param name="Status">The worst of the checks: Healthy, Degraded, Unhealthy.</param>
/// <param name="Providers">What the models that are loaded run on.</param>
/// <param name="Gpus">Of the machine, whoever uses them. Empty: there is none that tells.</param>
/// <param name="Associations">Open DICOM connections.</param>
internal sealed record StatusView(
    string Version, DateTime StartedAt, DateTime Now, string AeTitle, string Status, PortsView Ports, IReadOnlyDictionary<SeriesState, int> Series, JobsView Jobs, DeliveriesView Deliveries,
    ReceivedView Received, DiskView Disk, MemoryView Memory, IReadOnlyList<string> Providers, IReadOnlyList<GpuState> Gpus, int Associations, IReadOnlyDictionary<string, CheckView> Checks);

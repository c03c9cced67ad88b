using System.Diagnostics.Metrics;
using DicomNode.Segmentation.Inference.Gpus;

namespace DicomNode.Observability.Figures;

/// <summary>Gauges about the GPUs of the machine, whoever uses them. A machine without one has none of these.</summary>
internal sealed class GpuMetrics
{
    public GpuMetrics(IMeterFactory meters, GpuSensors sensors)
    {
        Meter meter = meters.Create(Meters.Prefix + "Gpus");
        meter.CreateObservableGauge("dicomnode.gpu.busy", () => Of(sensors, g => g.BusyPercent / 100), "1", "Part of the last moments in which the GPU worked.");
        meter.CreateObservableGauge("dicomnode.gpu.memory.used", () => Of(sensors, g => g.MemoryUsedBytes), "By", "Memory of the GPU that is in use, by any process.");
        meter.CreateObservableGauge("dicomnode.gpu.memory.total", () => Of(sensors, g => g.MemoryTotalBytes), "By", "Memory of the GPU.");
        meter.CreateObservableGauge("dicomnode.gpu.temperature", () => Of(sensors, g => g.TemperatureCelsius), "Cel", "Temperature of the GPU.");
    }

    private static IEnumerable<Measurement<double>> Of(GpuSensors sensors, Func<GpuState, double?> figure) => sensors.Read().Select((gpu, i) => (gpu, i)).Where(g => figure(g.gpu) is not null)
        .Select(g => new Measurement<double>(figure(g.gpu)!.Value, new("gpu", g.i), new("name", g.gpu.Name)));
}

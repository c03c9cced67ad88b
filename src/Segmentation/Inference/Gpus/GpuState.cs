namespace DicomNode.Segmentation.Inference.Gpus;

/// <summary>A GPU of this machine at this moment. Null: it does not tell.</summary>
/// <param name="BusyPercent">Of the last moments: part of the time in which it worked.</param>
/// <param name="MemoryUsedBytes">By every process. Null where GPU and CPU share the memory.</param>
public sealed record GpuState(string Name, double? BusyPercent, long? MemoryUsedBytes, long? MemoryTotalBytes, int? TemperatureCelsius);

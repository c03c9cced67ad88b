namespace DicomNode.Web.Views;

/// <param name="WorkingSetBytes">Of the process.</param>
/// <param name="ManagedBytes">Of that, objects of the runtime.</param>
/// <param name="AvailableBytes">What the machine or its container gives to processes.</param>
internal sealed record MemoryView(long WorkingSetBytes, long ManagedBytes, long AvailableBytes);

using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>What the network is fed from: channels on one grid, together [C, z, y, x].</summary>
/// <param name="Channels">Each [z, y, x] of <paramref name="Shape"/>, in the order of the network's input.</param>
internal sealed record PreparedTensor(IReadOnlyList<Memory<float>> Channels, VolumeShape Shape, Geometry Geometry)
{
    public static PreparedTensor Of(Volume<float> volume) => new([volume.Values], volume.Shape, volume.Geometry);
}

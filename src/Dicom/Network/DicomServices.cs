using DicomNode.Dicom.Network.Query;

namespace DicomNode.Dicom.Network;

/// <summary>What a <see cref="DicomServer"/> does for its peers, besides C-ECHO.</summary>
/// <param name="Store">C-STORE.</param>
public sealed record DicomServices(IStoreHandler Store)
{
    /// <summary>C-FIND of the study root model; null: not offered.</summary>
    public IQueryHandler? Query { get; init; }
}

using DicomNode.Configuration;

namespace DicomNode.Segmenting;

/// <summary>Where engines that a GPU provider builds are kept, and what warming found: below the data folder. All of it may be removed at any time.</summary>
internal static class EngineFolder
{
    public static string Of(NodeOptions options) => Path.GetFullPath(Path.Combine(options.Data.Root, "engines"));
}

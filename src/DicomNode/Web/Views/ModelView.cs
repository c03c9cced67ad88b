using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Web.Views;

/// <summary>A model of the folder, or why it is none.</summary>
/// <param name="Problem">Why it cannot be used; null: it can.</param>
/// <param name="Warm">How near it is to running; null: it is loaded when a series wants it.</param>
internal sealed record ModelView(string Id, string? Version, string? Title, IReadOnlyList<string> Segments, string? Problem, WarmState? Warm)
{
    public static ModelView Of(string id, ModelCatalog models, WarmModels warm)
    {
        try
        {
            ModelManifest manifest = models.Get(id).Manifest;
            return new(id, manifest.Version, manifest.DisplayName, [.. manifest.Segments.Select(s => s.Name)], null, warm.Find(id));
        }
        catch (ModelException e)
        {
            return new(id, null, null, [], e.Message, null);
        }
    }
}

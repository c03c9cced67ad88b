using DicomNode.Segmentation.Pipeline;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>What one route comes to for a series that it matches.</summary>
/// <param name="Manifest">Null: the model cannot be used; its jobs say why.</param>
/// <param name="Jobs">To be queued.</param>
/// <param name="Study">Of a model of several inputs: what the study has for it.</param>
internal sealed record RoutePlan(RouteOptions Route, ModelManifest? Manifest, IReadOnlyList<NewJob> Jobs, StudyOutcome? Study = null);

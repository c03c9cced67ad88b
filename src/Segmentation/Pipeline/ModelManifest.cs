using System.Text.Json.Serialization;
using DicomNode.Segmentation.Probabilities;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>
/// What <c>model.json</c> says about a model: which series it takes, what is done to the voxels before and after the network, and what its
/// labels mean. The keys are those of <c>config/models/model.schema.json</c>; nothing here is optional to understand, an unknown key is refused.
/// </summary>
public sealed record ModelManifest
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int ManifestVersion { get; init; }

    /// <summary>Lower case letters, digits, dot, dash, underscore; 2 to 64 characters. Routes name the model by it.</summary>
    public required string Id { get; init; }

    public required string Version { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? IntendedUse { get; init; }

    public UseClass? UseClass { get; init; }

    public IReadOnlyList<Precondition> Preconditions { get; init; } = [];

    /// <summary>What one run takes.</summary>
    public RunUnit Unit { get; init; }

    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    public SpatialSpec Spatial { get; init; } = new();

    /// <summary>In this order; the order matters.</summary>
    public IReadOnlyList<PreprocessStep> Preprocess { get; init; } = [];

    public required NetworkSpec Network { get; init; }

    public WindowSpec Window { get; init; } = new() { Mode = WindowMode.Whole };

    public required IReadOnlyList<OutputSpec> Outputs { get; init; }

    public IReadOnlyList<PostStep> Postprocess { get; init; } = [];

    public required IReadOnlyList<SegmentSpec> Segments { get; init; }

    public ComposeSpec? Compose { get; init; }

    public required AlgorithmSpec Algorithm { get; init; }

    public EmitSpec Emit { get; init; } = new();

    public LimitsSpec Limits { get; init; } = new();

    public required ProvenanceSpec Provenance { get; init; }

    public SelfTestSpec? SelfTest { get; init; }

    /// <summary>What the user sees: the title, or the id where there is none.</summary>
    [JsonIgnore]
    public string DisplayName => Title ?? Id;

    /// <summary>Which of the inputs the results refer to and lie on: the one that says so, or the first.</summary>
    [JsonIgnore]
    public int ReferenceInput => Enumerable.Range(0, Inputs.Count).FirstOrDefault(i => Inputs[i].Reference);

    /// <summary>Why the model has no probabilities of its segments; null: it has.</summary>
    [JsonIgnore]
    public string? ProbabilitiesRefusal => ProbabilityRules.Refusal(this);
}

public enum UseClass
{
    Research,
    Investigational,
    Cleared,
}

/// <summary>What the model was trained on and the node cannot create by itself.</summary>
public enum Precondition
{
    SkullStripped,
    CoRegistered,
    AtlasSpace,
    ContrastEnhanced,
    NoContrast,
    PixelSuv,
    Hounsfield,
}

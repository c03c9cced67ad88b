using DicomNode.Dicom.Iod;
using DicomNode.Gate;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>A model to run on series, and what to make of the labels.</summary>
/// <param name="Model">The model to run.</param>
/// <param name="Series">The files of one series for each input of the model, in the manifest's order; of each series in any order.</param>
/// <param name="Outputs">The objects that are wanted; the model's own list, where it has one, narrows them.</param>
/// <param name="Time">When the job ran, in the time zone that the site writes: fixed once per job, so that a repetition gives the same bytes.</param>
/// <param name="Installation">Which node it is: DeviceSerialNumber of the results.</param>
public sealed record SegmentationRequest(
    ModelFolder Model, IReadOnlyList<IReadOnlyList<string>> Series, IReadOnlyCollection<ResultKind> Outputs, DateTimeOffset Time, string Installation)
{
    /// <summary>For each of <see cref="Series"/> which volume is meant (<see cref="VolumePart.Label"/>), null where its files hold one; empty: all of them do.</summary>
    public IReadOnlyList<string?> Volumes { get; init; } = [];

    /// <summary>In which forms the objects are made: for nobody in particular, unless it is known who gets them.</summary>
    public ResultPlan Plan { get; init; } = ResultPlan.Of(ModelForms.Of(Model.Manifest), Outputs);

    /// <summary>Opens an empty file for probabilities, where an object holds them; it is gone when it is closed.</summary>
    public Func<FileStream> Spool { get; init; } = static () =>
        new(Path.Combine(Path.GetTempPath(), $"dicomnode-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    /// <summary>What findings about the result do to it.</summary>
    public GatePolicy Gate { get; init; } = GatePolicy.Default;

    /// <summary>Told what the network was computed on, before objects are made; answers what they are to say, so that a repetition elsewhere gives the same bytes.</summary>
    public Func<string, CancellationToken, Task<string>> SettleProvider { get; init; } = static (provider, _) => Task.FromResult(provider);
}

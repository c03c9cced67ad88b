using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>Jobs of models that take every image by itself (<see cref="RunUnit.Image"/>).</summary>
internal sealed class ImageJobs(NodeOptions options, ModelCatalog models)
{
    private static readonly string s_segmentation = ResultKinds.NameOf(ResultKind.Segmentation);

    /// <summary>Some route leads to such a model.</summary>
    public bool AreWanted => options.Routes.Any(IsOfImages);

    /// <summary>False also while the model cannot be read: nobody knows then.</summary>
    public bool IsOfImages(RouteOptions route)
    {
        try
        {
            return models.Get(route.Model).Manifest.Unit == RunUnit.Image;
        }
        catch (ModelException)
        {
            return false;
        }
    }

    /// <param name="image">With its file meta information.</param>
    /// <param name="sha256">Of its data set.</param>
    /// <returns>One job for each of the routes that it meets and whose model it fits.</returns>
    public IEnumerable<NewJob> Of(DicomFile image, string sopInstanceUid, string sha256) => options.Routes
        .Where(r => IsOfImages(r) && RouteTable.Holds(r, image) && Fits(models.Get(r.Model).Manifest, image.DataSet))
        .Select(r => JobOrder.Of(r, models.Get(r.Model).Manifest.Version, InputDigest.Of(sopInstanceUid, sha256), options) with { SopInstanceUid = sopInstanceUid })
        .Select(j => j with { Outputs = [.. j.Outputs.Where(o => o == s_segmentation)] });

    /// <summary>What is left out of the results, as the end of a sentence; empty when nothing is.</summary>
    public string LeftOut => options.Routes.Where(IsOfImages).SelectMany(r => r.Outputs).Distinct().Where(o => o != ResultOutput.Seg).Select(o => ResultKinds.NameOf(ResultKinds.Of(o))).ToArray()
        is { Length: > 0 } kinds
            ? $". No {string.Join(" and no ", kinds)}: an image by itself lies nowhere in the patient, where contours and volumes are"
            : "";

    private static bool Fits(ModelManifest manifest, DataSet header) => manifest.Inputs.All(i => SeriesFit.Misfit(i.Select, header) is null);
}

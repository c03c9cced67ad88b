using System.Numerics.Tensors;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Several series of a study on the grid of one of them.</summary>
internal static class InputGrids
{
    // of a voxel: positions are written with some digits only
    private const double Tolerance = 0.05;

    /// <returns>As many volumes, all on the grid of the reference; those that are there already as they are.</returns>
    /// <exception cref="VolumeException">An input lies on another grid, and the manifest wants them on the same one.</exception>
    public static IReadOnlyList<Volume<float>> Align(
        IReadOnlyList<Volume<float>> inputs, Volume<float> reference, ModelManifest manifest, CancellationToken cancellationToken)
    {
        var aligned = new Volume<float>[inputs.Count];
        for (int i = 0; i < inputs.Count; i++)
        {
            Volume<float> input = inputs[i];
            if (IsOnGrid(input, reference))
            {
                aligned[i] = input;
            }
            else if (manifest.Spatial.MultiInput == MultiInput.ResampleToReference)
            {
                aligned[i] = OnGrid(input, reference, cancellationToken);
            }
            else
            {
                throw new VolumeException(
                    $"The input {manifest.Inputs[i].Name} of {manifest.Id} does not lie on the grid of the reference ({input.Shape} voxels against {reference.Shape}, or in another place): the model takes series of one grid (spatial.multiInput same-grid).");
            }
        }

        return aligned;
    }

    // every corner is where the reference has it
    public static bool IsOnGrid(Volume<float> input, Volume<float> reference)
    {
        if (input.Shape != reference.Shape)
        {
            return false;
        }

        double limit = Tolerance * Enumerable.Range(0, 3).Min(a => reference.Geometry.Step(a).Length);
        return Enumerable.Range(0, 8).All(corner =>
        {
            double z = (corner & 1) * (input.Shape.Depth - 1), y = (corner >> 1 & 1) * (input.Shape.Height - 1), x = (corner >> 2) * (input.Shape.Width - 1);
            return (input.Geometry.ToPatient(z, y, x) - reference.Geometry.ToPatient(z, y, x)).Length <= limit;
        });
    }

    // linear; where the input does not reach there is its smallest value: air in CT, nothing in MR and PET
    private static Volume<float> OnGrid(Volume<float> input, Volume<float> reference, CancellationToken cancellationToken)
    {
        float[] made = new float[reference.Shape.Length];
        Resample.Linear(
            input.Values, input.Shape, made, reference.Shape, GridMap.Between(reference.Geometry, input.Geometry), TensorPrimitives.Min<float>(input.Values.Span), cancellationToken);
        return new Volume<float>(made, reference.Shape, reference.Geometry);
    }
}

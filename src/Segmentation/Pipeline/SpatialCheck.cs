using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>How the tensor lies in the patient.</summary>
internal static class SpatialCheck
{
    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        if (m.Spatial.Orientation is string codes && !AxisCodes.TryParse(codes, out _))
        {
            yield return new("spatial.orientation", $"\"{codes}\" is no orientation: three letters, one of R and L, one of A and P, one of S and I.");
        }

        if (m.Spatial.Orientation is not null && !m.Preprocess.Any(s => s.Op is PreprocessOp.Reorient or PreprocessOp.Conform))
        {
            yield return new("spatial.orientation", "No step brings the volume into it: add { \"op\": \"reorient\" } to preprocess.");
        }

        if (m.Spatial is { Orientation: not null, KeepNativeOrientation: true })
        {
            yield return new("spatial.keepNativeOrientation", "An orientation is given as well; keep one of the two.");
        }

        if (m.Spatial.MultiInput == MultiInput.RigidRegister)
        {
            yield return new("spatial.multiInput", "rigid-register is not supported: series are not registered here. Supported: same-grid, and resample-to-reference for series that are registered already.");
        }
    }
}

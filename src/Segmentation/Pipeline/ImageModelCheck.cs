using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>What goes with <c>unit: image</c>, where there is no patient to measure in, and what goes with it only.</summary>
internal static class ImageModelCheck
{
    private static readonly PreprocessOp[] s_spatial = [PreprocessOp.Reorient, PreprocessOp.Resample, PreprocessOp.Conform];

    public static IEnumerable<ManifestProblem> Problems(ModelManifest m)
    {
        for (int i = 0; i < m.Inputs.Count; i++)
        {
            if (m.Unit == RunUnit.Series && m.Inputs[i].Component != ImageComponent.Gray)
            {
                yield return new($"inputs[{i}].component", $"{Words.Of(m.Inputs[i].Component)}; a volume has gray values only. Colours go with \"unit\": \"image\".");
            }
        }

        if (m.Unit == RunUnit.Series)
        {
            yield break;
        }

        if (m.Window.Mode != WindowMode.Slices || m.Window.SliceAxis != 0)
        {
            yield return new("window.mode", "An image is run frame by frame: slices, along axis 0.");
        }

        foreach (EmittedObject wanted in m.Emit.Objects.Where(o => o != EmittedObject.Seg))
        {
            yield return new("emit.objects", $"{Words.Of(wanted)}: contours, volumes and key slices are of the patient, and an image by itself lies nowhere in it.");
        }

        if (m.Spatial.Orientation is not null)
        {
            yield return new("spatial.orientation", "An image lies nowhere in the patient: remove it.");
        }

        for (int i = 0; i < m.Preprocess.Count; i++)
        {
            if (s_spatial.Contains(m.Preprocess[i].Op))
            {
                yield return new($"preprocess[{i}].op", $"{Words.Of(m.Preprocess[i].Op)} is about the patient, and an image lies nowhere in it.");
            }
        }

        if (m.Inputs.Any(i => i.ValueUnits == ValueUnits.Suvbw))
        {
            yield return new("inputs[].valueUnits", "suvbw is computed from a series; an image by itself has not its times.");
        }

        for (int i = 0; i < m.Inputs.Count; i++)
        {
            SelectSpec s = m.Inputs[i].Select;
            foreach ((string key, bool given) in new[]
            {
                ("plane", s.Plane != AcquisitionPlane.Any), ("sliceSpacingMm", s.SliceSpacingMm is not null), ("pixelSpacingMm", s.PixelSpacingMm is not null),
                ("minSlices", s.MinSlices is not null), ("maxSlices", s.MaxSlices is not null), ("minExtentMm", s.MinExtentMm is not null), ("prefer", s.Prefer.Count > 0),
            })
            {
                if (given)
                {
                    yield return new($"inputs[{i}].select.{key}", "Is about a series; with \"unit\": \"image\" every image is taken by itself.");
                }
            }
        }
    }
}

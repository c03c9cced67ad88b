namespace DicomNode.Segmentation.Pipeline;

/// <summary>What one run of a model takes.</summary>
public enum RunUnit
{
    /// <summary>Series, as volumes in the patient.</summary>
    Series,

    /// <summary>Every image by itself, as soon as it is there: radiographs, ultrasound. Its frames are the slices; where they lie in the patient is of no interest.</summary>
    Image,
}

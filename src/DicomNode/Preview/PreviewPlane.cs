namespace DicomNode.Preview;

/// <summary>Along which axis of the volume a preview is cut.</summary>
internal enum PreviewPlane
{
    /// <summary>The slices themselves.</summary>
    Slice,

    /// <summary>Across the slices, along rows of the image: coronal for an axial series.</summary>
    Row,
}

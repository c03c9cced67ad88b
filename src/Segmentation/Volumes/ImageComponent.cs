namespace DicomNode.Segmentation.Volumes;

/// <summary>Which value of a pixel an input takes.</summary>
public enum ImageComponent
{
    /// <summary>The one sample of a gray image. A colour image has none, and is refused.</summary>
    Gray,

    /// <summary>Brightness as it is shown: 0.299 R + 0.587 G + 0.114 B of a colour image (0 to 255); the gray value, with that of MONOCHROME1 turned around.</summary>
    Luminance,

    /// <summary>Of a colour image, 0 to 255. A gray image has the same in all three.</summary>
    Red,

    /// <inheritdoc cref="Red"/>
    Green,

    /// <inheritdoc cref="Red"/>
    Blue,
}

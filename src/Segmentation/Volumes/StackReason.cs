namespace DicomNode.Segmentation.Volumes;

/// <summary>Why the images of a series are no volume. The names are shown to users and kept in the database: they never change their meaning.</summary>
public enum StackReason
{
    /// <summary>They are a volume.</summary>
    None = 0,

    /// <summary>There is no image at all.</summary>
    NoImages,

    /// <summary>Objects without slices: reports, segmentations, plans, projection images.</summary>
    NotVolumeImages,

    /// <summary>Screen captures and pages, whatever their Modality says.</summary>
    SecondaryCapture,

    /// <summary>Scout views, surveys, topograms.</summary>
    Localizer,

    SingleSlice,

    /// <summary>Images of several frames without functional groups that say of each where it lies.</summary>
    MultiFrame,

    /// <summary>Pixel data in a transfer syntax without a decoder.</summary>
    NoDecoder,

    /// <summary>ImagePositionPatient, ImageOrientationPatient, PixelSpacing, Rows or Columns is absent or unreadable.</summary>
    MissingGeometry,

    /// <summary>PixelSpacing is zero or negative.</summary>
    ZeroSpacing,

    /// <summary>ImageOrientationPatient is not two perpendicular unit vectors.</summary>
    DegenerateOrientation,

    MixedSizes,

    MixedOrientations,

    MixedSpacing,

    MixedFramesOfReference,

    /// <summary>Several images at one position: 4-D series, several echoes, or the same slice twice.</summary>
    DuplicatePositions,

    /// <summary>The positions move sideways from slice to slice: a gantry tilt, or a sheared reformat.</summary>
    GantryTilt,

    /// <summary>The positions do not lie on a straight line.</summary>
    Misaligned,

    /// <summary>Slices are missing from an otherwise even spacing.</summary>
    Gap,

    /// <summary>The distances between slices vary and no missing slice explains it.</summary>
    NonUniformSpacing,
}

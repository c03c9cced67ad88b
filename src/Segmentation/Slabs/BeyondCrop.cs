namespace DicomNode.Segmentation.Slabs;

/// <summary>What becomes of scores that are blended with what lies outside of a crop.</summary>
internal enum BeyondCrop
{
    /// <summary>They are only told by blending them: not in slabs.</summary>
    Refused,

    /// <summary>Those outside are 0 in all classes: a blend is that of the voxels inside times one factor, and the same class is ahead.</summary>
    Scaled,

    /// <summary>There is no score.</summary>
    Lost,
}

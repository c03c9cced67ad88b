namespace DicomNode.Dicom.Iod.Reading;

/// <summary>ContourGeometricType. PS3.3 §C.8.8.6.1.</summary>
public enum ContourShape
{
    ClosedPlanar,

    /// <summary>CLOSEDPLANAR_XOR: combines with the others in its plane by exclusive or.</summary>
    ClosedPlanarXor,

    /// <summary>A point, an open line, or a type that the standard does not have: encloses nothing.</summary>
    Open,
}

namespace DicomNode.Dicom.Iod;

/// <summary>A point in the patient coordinate system: mm, x to the Left, y to the Posterior, z to the Superior. PS3.3 §C.7.6.2.1.1.</summary>
public readonly record struct PatientPoint(double X, double Y, double Z);

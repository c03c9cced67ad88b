using DicomNode.Dicom.Iod;

namespace DicomNode.Preview;

/// <summary>A structure as a legend lists it.</summary>
internal sealed record LegendLine(string Name, RgbColor Color, double VolumeMl);

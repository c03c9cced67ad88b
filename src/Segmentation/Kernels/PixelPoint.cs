namespace DicomNode.Segmentation.Kernels;

/// <summary>A point in an image, in pixels: whole numbers are pixel centres, halves are their edges.</summary>
public readonly record struct PixelPoint(double Column, double Row);

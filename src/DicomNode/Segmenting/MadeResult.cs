using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>An object that was made, and what it is an answer to. A preview is several of one specification.</summary>
public sealed record MadeResult(ResultSpec Spec, ResultObject Object);

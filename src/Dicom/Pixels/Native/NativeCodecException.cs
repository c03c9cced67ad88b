namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A library cannot be used, or says that a codestream is wrong. Never leaves a worker: there it becomes an answer.</summary>
internal sealed class NativeCodecException(string message) : Exception(message);

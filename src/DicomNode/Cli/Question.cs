using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary>What a command asks a peer for.</summary>
/// <param name="Identifier">The level and the keys. PS3.4 §C.4.1.1.3.</param>
internal sealed record Question(QueryModel Model, QueryLevel Level, DataSet Identifier);

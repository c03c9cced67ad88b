using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

public sealed record SeriesSummary(Series Series, int Instances, int Conflicts, int Late);

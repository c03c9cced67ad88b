namespace DicomNode.Querying;

/// <summary>What names an instance to an archive: its study, its series, itself.</summary>
internal sealed record InstanceUids(string Study, string Series, string Instance);

namespace DicomNode.Storage.Rows;

/// <summary>One stored file. The file is the truth; this row can be made again from it.</summary>
public sealed class Instance
{
    public long Id { get; set; }

    public long SeriesId { get; set; }

    public Series? Series { get; set; }

    public required string SopInstanceUid { get; set; }

    public required string SopClassUid { get; set; }

    public required string TransferSyntaxUid { get; set; }

    /// <summary>Relative to the data folder; unique.</summary>
    public required string Path { get; set; }

    /// <summary>SHA-256 of the data set, 64 hex digits.</summary>
    public required string Sha256 { get; set; }

    public long Bytes { get; set; }

    public string? CallingAeTitle { get; set; }

    public DateTime ReceivedAt { get; set; }

    /// <summary>Another data set under a SOP Instance UID that was here before: kept, shown, not segmented.</summary>
    public bool IsConflict { get; set; }

    /// <summary>Came after its series was segmented, and such are ignored: kept, shown, not segmented unless an operator asks.</summary>
    public bool IsLate { get; set; }

    /// <summary>Goes into jobs.</summary>
    public bool IsInUse => !IsConflict && !IsLate;
}

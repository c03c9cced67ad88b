namespace DicomNode.Notifying;

/// <summary>What somebody can be told of.</summary>
public enum NotificationKind
{
    /// <summary>Results were given up for a peer. Over when they are delivered, or retried.</summary>
    DeadLetter = 1,

    /// <summary>Results wait for an operator (Routes:Gate). Over when they are released.</summary>
    Held,

    /// <summary>A model failed on a series.</summary>
    SegmentationFailed,

    /// <summary>A series was closed although something of it, or of its study, is missing.</summary>
    SeriesIncomplete,

    /// <summary>The disk is below Data:ReserveGiB, or stays below Retention:MakeRoomBelowGiB.</summary>
    Disk,

    /// <summary>A certificate ends soon, has ended, or its new file cannot be used.</summary>
    Certificate,

    /// <summary>A check of /health/ready says no.</summary>
    NotReady,

    /// <summary>The node started and had not been stopped: a crash, a kill, a power cut.</summary>
    Crashed,

    /// <summary>The index was damaged, put aside and made again.</summary>
    IndexRebuilt,

    /// <summary>Audit messages do not reach their server, or are lost.</summary>
    Audit,

    /// <summary>Somebody tries the channel.</summary>
    Test,
}

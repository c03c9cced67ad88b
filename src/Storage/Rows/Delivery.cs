namespace DicomNode.Storage.Rows;

/// <summary>One result on its way to one peer. The destination comes from the configuration, never from a data set.</summary>
public sealed class Delivery
{
    public long Id { get; set; }

    /// <summary>What is, or was, sent; with several <see cref="Choices"/> the one that was chosen last, at first the preferred one.</summary>
    public long ResultId { get; set; }

    public Result? Result { get; set; }

    /// <summary>Name of the peer.</summary>
    public required string Destination { get; set; }

    public DeliveryState State { get; set; } = DeliveryState.Pending;

    public int Attempts { get; set; }

    public DateTime NextAttemptAt { get; set; }

    /// <summary>DIMSE status of the last answer, when there was one. PS3.4 Table B.2-1.</summary>
    public int? LastStatus { get; set; }

    public string? LastReason { get; set; }

    /// <summary>Why it waits, or waited before it was replaced, for an operator; null: it does not, or it was released.</summary>
    public string? HoldReason { get; set; }

    /// <summary>The instance was sent and no answer came: the peer may have it. Set before the first byte goes out, so that a crash does not forget it.</summary>
    public bool MayHaveLanded { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Giving up is counted from here: creation, or the last time that an operator retried.</summary>
    public DateTime TryingSince { get; set; }

    public DateTime? DeliveredAt { get; set; }

    /// <summary>When the peer was last asked to prove that it keeps the result.</summary>
    public DateTime? ProofAskedAt { get; set; }

    /// <summary>When it had proven that.</summary>
    public DateTime? ProvenAt { get; set; }

    public long FencingToken { get; set; }

    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>Empty: there is no choice.</summary>
    public List<DeliveryChoice> Choices { get; } = [];
}

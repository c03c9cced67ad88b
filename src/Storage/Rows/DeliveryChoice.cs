namespace DicomNode.Storage.Rows;

/// <summary>
/// One of several results that a delivery may be of: the same labels in another form, for a peer that does not take the preferred one. Exactly one of them is
/// delivered, and <see cref="Delivery.ResultId"/> says which.
/// </summary>
public sealed class DeliveryChoice
{
    public long DeliveryId { get; set; }

    public Delivery? Delivery { get; set; }

    /// <summary>The lowest is preferred.</summary>
    public int Rank { get; set; }

    public long ResultId { get; set; }

    public Result? Result { get; set; }

    /// <summary>A SOP class that the peer has to take as well: that of an object which this one refers to.</summary>
    public string? NeedsSopClassUid { get; set; }
}

namespace DicomNode.Notifying;

/// <summary>What is so at this moment, and what somebody should be told of it. Found anew at every look, from rows, files and checks: nothing of it is kept.</summary>
/// <param name="Kind">With the subject, what it is the same by.</param>
/// <param name="Subject">Whom it is about: a peer, a model, a file.</param>
/// <param name="Title">A short sentence without a full stop.</param>
/// <param name="Text">What it means and what to do.</param>
internal sealed record Condition(NotificationKind Kind, string Subject, string Title, string Text)
{
    /// <summary>The latest first.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; init; } = [];

    /// <summary>It lasts until it is mended, and is told of as over then. False: each occurrence is told of once.</summary>
    public bool Lasts { get; init; } = true;

    /// <summary>It has to last for a while before somebody is told.</summary>
    public bool HasToSettle { get; init; }
}

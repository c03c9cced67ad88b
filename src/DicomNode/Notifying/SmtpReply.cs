namespace DicomNode.Notifying;

/// <summary>A mail server's answer. RFC 5321 §4.2.</summary>
/// <param name="Lines">Without their codes.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public override string ToString() => OneLine.Of($"{Code} {string.Join(' ', Lines)}", 200);
}

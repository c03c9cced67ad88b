namespace DicomNode.Notifying;

/// <summary>Sentences that follow from kind and subject alone.</summary>
internal static class NotificationTexts
{
    public static string Over(NotificationKind kind, string subject) => kind switch
    {
        NotificationKind.DeadLetter => $"All well again: nothing is given up for {subject}",
        NotificationKind.Held => $"All well again: nothing is held for {subject}",
        NotificationKind.Disk => $"All well again: there is room on the disk of {subject}",
        NotificationKind.Certificate => $"All well again: {subject}",
        NotificationKind.NotReady => $"All well again: {subject} is ready",
        NotificationKind.Audit => $"All well again: {subject} takes audit messages",
        _ => $"All well again: {kind} {subject}",
    };
}

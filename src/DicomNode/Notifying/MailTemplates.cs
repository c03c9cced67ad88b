namespace DicomNode.Notifying;

/// <summary>What mails look like when the configuration says nothing.</summary>
internal static class MailTemplates
{
    public const string Subject = "[{node}] {title}";

    public const string Body = """
        {text}

        {items}

        {link}
        --
        {node} ({host}), {time}. Kind {kind}, {state}, subject {subject}.
        """;
}

using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace DicomNode.Notifying;

/// <summary>A mail as it goes over the wire. RFC 5322, RFC 2047; the text is base64, so no line of it can begin with a dot or be too long.</summary>
internal static class MailText
{
    /// <summary>UTF-8 bytes in one encoded word: 75 characters at most, in base64. RFC 2047 §2.</summary>
    private const int MostInWord = 42;

    public static string Compose(string messageId, MailAddress from, IEnumerable<MailAddress> to, string subject, string text, DateTime sentAt)
    {
        StringBuilder mail = new();
        mail.Append(CultureInfo.InvariantCulture, $"Date: {sentAt:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n");
        mail.Append($"From: {Address(from)}\r\n");
        mail.Append($"To: {string.Join(",\r\n ", to.Select(Address))}\r\n");
        mail.Append($"Subject: {Words(OneLine.Of(subject, 200))}\r\n");
        mail.Append($"Message-ID: <{messageId}@{from.Host}>\r\n");
        mail.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
        string lines = text.ReplaceLineEndings("\r\n");
        return mail.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(lines), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n").ToString();
    }

    private static string Address(MailAddress address) => address.DisplayName.Length == 0 ? $"<{address.Address}>" : $"{Encoded(OneLine.Of(address.DisplayName, 64))} <{address.Address}>";

    private static string Words(string text) => text.Length <= 60 && Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal) ? text : Encoded(text);

    private static string Encoded(string text)
    {
        List<string> words = [];
        StringBuilder part = new();
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MostInWord)
            {
                words.Add(Word(part.ToString()));
                part.Clear();
                bytes = 0;
            }

            part.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        words.Add(Word(part.ToString()));
        return string.Join("\r\n ", words);
    }

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}

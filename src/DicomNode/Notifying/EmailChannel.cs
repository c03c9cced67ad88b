using System.Net.Mail;
using System.Net.Sockets;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Notifying;

/// <summary>Hands a message to a mail server.</summary>
internal sealed class EmailChannel(string name, EmailOptions options, NodeOptions node, TimeProvider calendar) : INotificationChannel
{
    public string Name => name;

    public string Description => $"mail to {string.Join(", ", options.To)} by {options.Host}";

    public async Task TellAsync(Notification message, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> fields = MessageFields.Of(message, node);
        MailAddress from = new(options.From);
        MailAddress[] to = [.. options.To.Select(a => new MailAddress(a))];
        string mail = MailText.Compose(
            message.Id, from, to, TextTemplate.Fill(options.Subject, fields, v => v), TextTemplate.Fill(options.Body, fields, v => v), calendar.GetUtcNow().UtcDateTime);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await using SmtpConnection server = await SmtpConnection.OpenAsync(options, limit.Token);
            await server.SendAsync(from.Address, to.Select(a => a.Address), mail, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NotToldException($"the mail server {options.Host}:{options.Port} was not done within {options.Timeout}", e);
        }
        catch (Exception e) when (e is IOException or SocketException or TlsHandshakeException or TlsFileException or UnauthorizedAccessException)
        {
            throw new NotToldException($"{options.Host}:{options.Port}: {e.Message.TrimEnd('.')}", e);
        }
    }
}

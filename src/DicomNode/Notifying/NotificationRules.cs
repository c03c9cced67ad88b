using System.Buffers;
using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Notifying;

/// <summary>What has to hold for channels, their files included: who is told of nothing because a file is missing does not know it.</summary>
internal static class NotificationRules
{
    private static readonly SearchValues<char> s_notInAddress = SearchValues.Create(" <>\r\n\0");

    public static IEnumerable<ConfigurationError> Check(NodeOptions options)
    {
        NotificationsOptions notifications = options.Notifications;
        if (notifications.PageUrl is { } page && !IsHttp(page))
        {
            yield return new("Notifications:PageUrl", page, "allowed is http://… or https://…", null);
        }

        for (int i = 0; i < notifications.Channels.Count; i++)
        {
            NotificationChannelOptions channel = notifications.Channels[i];
            string key = $"Notifications:Channels:{i}";
            if (notifications.Channels.Take(i).Any(c => c.Name == channel.Name))
            {
                yield return new($"{key}:Name", channel.Name, "another channel has this name already", null);
            }

            if (channel.Webhook is null == channel.Email is null)
            {
                yield return new(key, channel.Name, "needs either Webhook or Email", null);
            }

            foreach (ConfigurationError error in (channel.Webhook is { } webhook ? CheckWebhook(webhook, $"{key}:Webhook", options) : []).Concat(channel.Email is { } email ? CheckEmail(email, $"{key}:Email") : []))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<ConfigurationError> CheckWebhook(WebhookOptions webhook, string key, NodeOptions options)
    {
        if (webhook.Url is null == webhook.UrlFile is null)
        {
            yield return new($"{key}:Url", webhook.Url, "needs either Url or UrlFile", null);
        }
        else if (webhook.Url is { } url && !IsHttp(url))
        {
            yield return new($"{key}:Url", url, "allowed is http://… or https://…", null);
        }

        if (FileProblem(webhook.UrlFile) is { } urlProblem)
        {
            yield return new($"{key}:UrlFile", webhook.UrlFile, urlProblem, null);
        }

        if (FileProblem(webhook.SecretFile) is { } secretProblem)
        {
            yield return new($"{key}:SecretFile", webhook.SecretFile, secretProblem, null);
        }

        for (int i = 0; i < webhook.Headers.Count; i++)
        {
            if (!IsHeader(webhook.Headers[i]))
            {
                yield return new($"{key}:Headers:{i}", webhook.Headers[i].Split(':')[0], "allowed is \"Name: value\" on one line", null);
            }
        }

        if (webhook.Template is { } template && TemplateProblem(template, webhook, options) is { } problem)
        {
            yield return new($"{key}:Template", template, problem, null);
        }

        foreach (ConfigurationError error in CheckAuthorities(webhook.Authorities, key))
        {
            yield return error;
        }
    }

    private static IEnumerable<ConfigurationError> CheckEmail(EmailOptions email, string key)
    {
        if (email.To.Count == 0)
        {
            yield return new($"{key}:To", null, "is missing; allowed is a list of mail addresses", null);
        }

        foreach ((string name, string address) in email.To.Select((a, i) => ($"To:{i}", a)).Prepend(("From", email.From)))
        {
            if (!MailAddress.TryCreate(address, out MailAddress? parsed) || !Ascii.IsValid(parsed.Address) || parsed.Address.AsSpan().ContainsAny(s_notInAddress))
            {
                yield return new($"{key}:{name}", address, "allowed is name@host, or Somebody <name@host>", null);
            }
        }

        if (email.User is null != email.PasswordFile is null)
        {
            yield return new($"{key}:{(email.User is null ? "User" : "PasswordFile")}", null, "is missing: User and PasswordFile go together", null);
        }
        else if (FileProblem(email.PasswordFile) is { } problem)
        {
            yield return new($"{key}:PasswordFile", email.PasswordFile, problem, null);
        }

        if (email is { User: not null, Security: SmtpSecurity.None } && !(email.Host == "localhost" || (IPAddress.TryParse(email.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip))))
        {
            yield return new($"{key}:Security", "None", "the password would go through the network in the clear; allowed with User is StartTls or Tls", null);
        }

        foreach ((string name, string template) in new[] { ("Subject", email.Subject), ("Body", email.Body) })
        {
            if (PlaceholderProblem(template) is { } unknown)
            {
                yield return new($"{key}:{name}", template, unknown, null);
            }
        }

        foreach (ConfigurationError error in CheckAuthorities(email.Authorities, key))
        {
            yield return error;
        }
    }

    private static IEnumerable<ConfigurationError> CheckAuthorities(IReadOnlyList<string> files, string key)
    {
        TlsFileException? problem = null;
        try
        {
            TlsMaterial.Load(new() { Authorities = [.. files.Select(NodeConfiguration.Resolve)] }, TimeProvider.System.GetUtcNow());
        }
        catch (TlsFileException e)
        {
            problem = e;
        }

        return problem is null ? [] : [new($"{key}:Authorities:{problem.Index}", problem.File, problem.Problem, null)];
    }

    private static bool IsHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https";

    private static bool IsHeader(string header)
    {
        using HttpRequestMessage request = new();
        return header.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { } value] && !value.AsSpan().ContainsAny('\r', '\n', '\0')
            && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && request.Headers.TryAddWithoutValidation(name, value);
    }

    private static string? FileProblem(string? path)
    {
        try
        {
            _ = path is null ? null : SecretFile.Read(path);
            return null;
        }
        catch (FileNotFoundException)
        {
            return "no such file";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    private static string? PlaceholderProblem(string template) => TextTemplate.Unknown(template, MessageFields.Names) is [{ } unknown, ..]
        ? $"there is no {{{unknown}}}; there are {string.Join(", ", MessageFields.Names.Select(n => $"{{{n}}}"))}"
        : null;

    private static string? TemplateProblem(string template, WebhookOptions webhook, NodeOptions options)
    {
        if (PlaceholderProblem(template) is { } problem || webhook.Format == WebhookFormat.Text)
        {
            return PlaceholderProblem(template);
        }

        try
        {
            JsonDocument.Parse(WebhookBody.Of(webhook, MessageFields.Of(MessageFields.Sample, options))).Dispose();
            return null;
        }
        catch (JsonException e)
        {
            return $"gives no JSON ({e.Message.TrimEnd('.')}); placeholders stand inside of quotes. Format Text is for other bodies";
        }
    }
}

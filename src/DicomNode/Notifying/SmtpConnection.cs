using System.Net.Sockets;
using System.Text;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Notifying;

/// <summary>One conversation with a mail server, as a client. RFC 5321, 3207 (STARTTLS), 4954 (AUTH).</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MostReply = 64 * 1024;
    private readonly TcpClient _tcp = new();
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = Stream.Null;
    private int _start, _end;
    private IReadOnlyList<string> _extensions = [];

    private SmtpConnection()
    {
    }

    /// <summary>Connected, greeted, secured and signed in as the options say.</summary>
    /// <exception cref="NotToldException">The server says no.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">There is no server.</exception>
    /// <exception cref="TlsHandshakeException">TLS was not agreed on.</exception>
    public static async Task<SmtpConnection> OpenAsync(EmailOptions options, CancellationToken cancellationToken)
    {
        SmtpConnection connection = new();
        try
        {
            await connection._tcp.ConnectAsync(options.Host, options.Port, cancellationToken);
            connection._stream = connection._tcp.GetStream();
            if (options.Security == SmtpSecurity.Tls)
            {
                await connection.SecureAsync(options, cancellationToken);
            }

            await connection.ReadAsync(220, "the greeting", cancellationToken);
            await connection.HelloAsync(cancellationToken);
            if (options.Security == SmtpSecurity.StartTls)
            {
                await connection.StartTlsAsync(options, cancellationToken);
            }

            if (options.User is { } user)
            {
                await connection.SignInAsync(user, options.PasswordFile is { } file ? SecretFile.Read(file) : "", cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands a mail over; when this returns, the server has it.</summary>
    public async Task SendAsync(string from, IEnumerable<string> to, string mail, CancellationToken cancellationToken)
    {
        await CommandAsync($"MAIL FROM:<{from}>", 250, "the sender", cancellationToken);
        foreach (string recipient in to)
        {
            await CommandAsync($"RCPT TO:<{recipient}>", 250, $"the recipient {recipient}", cancellationToken);
        }

        await CommandAsync("DATA", 354, "the mail", cancellationToken);
        await CommandAsync($"{mail}.", 250, "the mail", cancellationToken);
        try
        {
            await WriteAsync("QUIT", cancellationToken);
        }
        catch (IOException)
        {
            // the mail is theirs; how the conversation ends changes nothing any more
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private async Task HelloAsync(CancellationToken cancellationToken) =>
        _extensions = (await CommandAsync($"EHLO {HelloName()}", 250, "EHLO", cancellationToken)).Lines;

    private string HelloName() => _tcp.Client.LocalEndPoint is System.Net.IPEndPoint { AddressFamily: AddressFamily.InterNetwork } local ? $"[{local.Address}]" : "[127.0.0.1]";

    private async Task StartTlsAsync(EmailOptions options, CancellationToken cancellationToken)
    {
        if (!Offers("STARTTLS"))
        {
            throw new NotToldException("the mail server offers no STARTTLS, and without TLS nothing is sent to it (Security)");
        }

        await CommandAsync("STARTTLS", 220, "STARTTLS", cancellationToken);
        if (_start != _end)
        {
            throw new NotToldException("the mail server said more than STARTTLS allows: somebody may have put it there"); // it would count as said under TLS
        }

        await SecureAsync(options, cancellationToken);
        await HelloAsync(cancellationToken);
    }

    private async Task SecureAsync(EmailOptions options, CancellationToken cancellationToken)
    {
        TlsFiles files = new() { Authorities = [.. options.Authorities.Select(NodeConfiguration.Resolve)] };
        _stream = await new TlsClient(new TlsCredentials(files), options.Host).SecureAsync(_stream, cancellationToken);
    }

    private async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        string[] mechanisms = _extensions.FirstOrDefault(e => e.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        if (mechanisms.Contains("PLAIN"))
        {
            await CommandAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 235, "user and password", cancellationToken);
        }
        else if (mechanisms.Contains("LOGIN"))
        {
            await CommandAsync("AUTH LOGIN", 334, "signing in", cancellationToken);
            await CommandAsync(Base64(user), 334, "the user", cancellationToken);
            await CommandAsync(Base64(password), 235, "user and password", cancellationToken);
        }
        else
        {
            throw new NotToldException("the mail server offers neither AUTH PLAIN nor AUTH LOGIN, so nobody can sign in (User)");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private bool Offers(string extension) => _extensions.Any(e => e.Equals(extension, StringComparison.OrdinalIgnoreCase) || e.StartsWith(extension + " ", StringComparison.OrdinalIgnoreCase));

    private async Task<SmtpReply> CommandAsync(string line, int wanted, string what, CancellationToken cancellationToken)
    {
        await WriteAsync(line, cancellationToken);
        return await ReadAsync(wanted, what, cancellationToken);
    }

    private async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    private async Task<SmtpReply> ReadAsync(int wanted, string what, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        int read = 0;
        while (true)
        {
            string line = await ReadLineAsync(cancellationToken);
            read += line.Length;
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out int code) || read > MostReply)
            {
                throw new NotToldException("what answers is no mail server");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                SmtpReply reply = new(code, lines);
                return code == wanted ? reply : throw new NotToldException($"the mail server does not take {what}: {reply}");
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, cancellationToken));
                if (_end == 0)
                {
                    throw new IOException("The mail server closed the connection.");
                }
            }

            byte next = _buffer[_start++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Append((char)next).Length > MostReply)
            {
                throw new NotToldException("what answers is no mail server");
            }
        }
    }
}

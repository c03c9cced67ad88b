using System.Text.Json;
using System.Threading.Channels;
using DicomNode.Configuration;
using DicomNode.Dicom.Auditing;
using DicomNode.Storage.Files;

namespace DicomNode.Auditing;

/// <summary>Takes messages from wherever something happens, without waiting, and keeps them in the spool. Without the section Audit it takes none.</summary>
internal sealed class AuditTrail : IDisposable
{
    private const int MostInMemory = 10_000;
    private const double MiB = 1 << 20;
    private readonly Channel<AuditMessage> _messages = Channel.CreateBounded<AuditMessage>(MostInMemory);
    private readonly string _lostFile;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private LostMessages? _lost;
    private long _recorded, _kept;

    public AuditTrail(NodeOptions options, DataFolder folder, TimeProvider clock)
    {
        _clock = clock;
        Folder = Path.Combine(folder.Root, "audit");
        _lostFile = Path.Combine(Folder, "lost.json");
        if (options.Audit is { } audit)
        {
            Spool = new(Folder, (long)(audit.SpoolMiB * MiB));
            _lost = ReadLost();
        }
    }

    /// <summary>Somebody wants messages.</summary>
    public bool IsOn => Spool is not null;

    /// <summary>Null: nobody does.</summary>
    public AuditSpool? Spool { get; }

    public string Folder { get; }

    /// <summary>What could not be kept; null: nothing.</summary>
    public LostMessages? Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    public ChannelReader<AuditMessage> Messages => _messages.Reader;

    /// <summary>So many messages were recorded, and so many of them are on the disk or lost.</summary>
    public (long Recorded, long Kept) Counts => (Interlocked.Read(ref _recorded), Interlocked.Read(ref _kept));

    public void Record(AuditMessage message)
    {
        if (IsOn)
        {
            Interlocked.Increment(ref _recorded);
            if (!_messages.Writer.TryWrite(message))
            {
                Lose(1);
                Keep(1);
            }
        }
    }

    /// <summary>No more messages come.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    public void Keep(int count) => Interlocked.Add(ref _kept, count);

    public void Lose(int count)
    {
        lock (_gate)
        {
            _lost = new((_lost?.Count ?? 0) + count, _lost?.Since ?? _clock.GetUtcNow().UtcDateTime);
            WriteLost();
        }
    }

    /// <summary>They were told of.</summary>
    public void ForgetLost()
    {
        lock (_gate)
        {
            _lost = null;
            WriteLost();
        }
    }

    public void Dispose() => Spool?.Dispose();

    private LostMessages? ReadLost()
    {
        try
        {
            return WholeFile.Read(_lostFile) is { } bytes ? JsonSerializer.Deserialize<LostMessages>(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void WriteLost()
    {
        try
        {
            if (_lost is null)
            {
                File.Delete(_lostFile);
            }
            else
            {
                WholeFile.Replace(_lostFile, JsonSerializer.SerializeToUtf8Bytes(_lost));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the disk is why they are lost; the number is in memory and in the log
        }
    }
}

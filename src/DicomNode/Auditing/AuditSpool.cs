using System.Globalization;
using System.Text;
using DicomNode.Storage.Files;

namespace DicomNode.Auditing;

/// <summary>
/// Messages on the disk until their server has them: files that are only appended to, each begun when the one before is large enough and removed when all of it
/// was taken. What was appended is there after a power cut; what is taken is noted behind, so that some messages go out twice after a kill and none is lost.
/// </summary>
internal sealed class AuditSpool : IDisposable
{
    private const string Suffix = ".syslog", SentName = "sent";
    private const int SegmentBytes = 1 << 20;
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly long _most;
    private readonly SortedDictionary<long, long> _segments = []; // number and length
    private FileStream? _last;
    private SpoolPosition _taken;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="folder">Made when it is not there.</param>
    /// <param name="most">Bytes that it may hold.</param>
    public AuditSpool(string folder, long most)
    {
        (_folder, _most) = (folder, most);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(folder, $"*{Suffix}"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                _segments[number] = new FileInfo(file).Length;
            }
        }

        if (_segments.Count > 0)
        {
            RepairLast();
        }

        _taken = ReadTaken();
        RemoveTaken();
    }

    /// <summary>Bytes that wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_gate)
            {
                return WaitingNow();
            }
        }
    }

    /// <summary>Where what was not taken begins.</summary>
    public SpoolPosition Taken
    {
        get
        {
            lock (_gate)
            {
                return _taken;
            }
        }
    }

    /// <summary>Ends when there is something behind the position.</summary>
    public Task MoreThanAsync(SpoolPosition position)
    {
        lock (_gate)
        {
            return Next(position) is null ? _more.Task : Task.CompletedTask;
        }
    }

    /// <summary>Appends frames; they are on the disk when this returns.</summary>
    /// <returns>How many there was room for.</returns>
    /// <exception cref="IOException">The disk takes none of them.</exception>
    public int Append(IReadOnlyList<byte[]> frames)
    {
        lock (_gate)
        {
            long room = _most - WaitingNow();
            int count = 0;
            while (count < frames.Count && frames[count].Length <= room)
            {
                room -= frames[count++].Length;
            }

            if (count > 0)
            {
                Write(frames.Take(count));
                _more.TrySetResult();
                _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return count;
        }
    }

    /// <summary>Some messages behind a position, with the position behind each; an empty one where the file holds none any more.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Frame, SpoolPosition End)> Read(SpoolPosition position, int most)
    {
        SpoolPosition from;
        long length;
        lock (_gate)
        {
            if (Next(position) is not { } next)
            {
                return [];
            }

            (from, length) = (next, _segments[next.Segment]);
        }

        byte[] bytes = new byte[Math.Min(length - from.Offset, 2 * SegmentBytes)];
        using (FileStream file = new(PathOf(from.Segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Position = from.Offset;
            file.ReadExactly(bytes);
        }

        List<(ReadOnlyMemory<byte>, SpoolPosition)> read = [];
        for (int at = 0; read.Count < most && SyslogFrame.TryCut(bytes.AsSpan(at)) is > 0 and int cut; at += cut)
        {
            read.Add((bytes.AsMemory(at, cut), new(from.Segment, from.Offset + at + cut)));
        }

        return read.Count > 0 ? read : [(default, new(from.Segment, length))]; // somebody wrote into the file: what follows cannot be told from it
    }

    /// <summary>Everything before the position was taken.</summary>
    public void Confirm(SpoolPosition position)
    {
        lock (_gate)
        {
            if (position != _taken)
            {
                _taken = position;
                WholeFile.Replace(Path.Combine(_folder, SentName), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.Segment} {position.Offset}\n")));
                RemoveTaken();
            }
        }
    }

    public void Dispose() => _last?.Dispose();

    private long WaitingNow() => _segments.Sum(s => s.Key > _taken.Segment ? s.Value : s.Key == _taken.Segment ? s.Value - _taken.Offset : 0);

    private void Write(IEnumerable<byte[]> frames)
    {
        if (_last is null || _segments[_segments.Keys.Last()] >= SegmentBytes)
        {
            BeginSegment();
        }

        long number = _segments.Keys.Last(), before = _segments[number];
        try
        {
            _last!.Position = before;
            foreach (byte[] frame in frames)
            {
                _last.Write(frame);
            }

            _last.Flush(flushToDisk: true);
            _segments[number] = _last.Position;
        }
        catch (IOException)
        {
            _last!.Dispose();
            _last = null; // whatever stands behind the good part is cut off, by the next append or the next start
            throw;
        }
    }

    private void BeginSegment()
    {
        if (_last is null && _segments.Count > 0 && _segments[_segments.Keys.Last()] < SegmentBytes)
        {
            _last = Open(_segments.Keys.Last());
            _last.SetLength(_segments[_segments.Keys.Last()]);
            return;
        }

        long number = Math.Max(_segments.Count == 0 ? 0 : _segments.Keys.Last(), _taken.Segment) + 1; // numbers are used once
        FileStream begun = Open(number);
        _last?.Dispose();
        _last = begun;
        _segments[number] = 0;
        WholeFile.SyncFolder(_folder);
    }

    private FileStream Open(long segment) => new(PathOf(segment), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);

    /// <summary>A kill or a power cut may leave half a message at the end, which nobody was promised.</summary>
    private void RepairLast()
    {
        long number = _segments.Keys.Last();
        byte[] bytes = File.ReadAllBytes(PathOf(number));
        int good = 0;
        while (SyslogFrame.TryCut(bytes.AsSpan(good)) is > 0 and int cut)
        {
            good += cut;
        }

        if (good < bytes.Length)
        {
            using FileStream file = Open(number);
            file.SetLength(good);
        }

        _segments[number] = good;
    }

    private SpoolPosition ReadTaken()
    {
        long first = _segments.Count == 0 ? 0 : _segments.Keys.First();
        string[] noted = WholeFile.Read(Path.Combine(_folder, SentName)) is { } bytes ? Encoding.ASCII.GetString(bytes).Trim().Split(' ') : [];
        return noted is [string segment, string offset] && long.TryParse(segment, out long number) && long.TryParse(offset, out long at) && at >= 0 && number >= first
            && at <= _segments.GetValueOrDefault(number, at) ? new(number, at) : new(first, 0);
    }

    /// <summary>The place of the next message; null: there is none.</summary>
    private SpoolPosition? Next(SpoolPosition position)
    {
        if (_segments.TryGetValue(position.Segment, out long length) && position.Offset < length)
        {
            return position;
        }

        foreach ((long number, long bytes) in _segments)
        {
            if (number > position.Segment && bytes > 0)
            {
                return new(number, 0);
            }
        }

        return null;
    }

    private void RemoveTaken()
    {
        foreach (long number in _segments.Keys.Where(n => n < _taken.Segment || (n == _taken.Segment && _taken.Offset >= SegmentBytes && _taken.Offset >= _segments[n])).ToArray())
        {
            if (_segments.Keys.Last() == number)
            {
                _last?.Dispose();
                _last = null;
            }

            File.Delete(PathOf(number));
            _segments.Remove(number);
        }
    }

    private string PathOf(long segment) => Path.Combine(_folder, segment.ToString("D12", CultureInfo.InvariantCulture) + Suffix);
}

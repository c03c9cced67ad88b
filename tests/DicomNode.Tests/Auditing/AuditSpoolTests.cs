using System.Text;
using DicomNode.Auditing;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Auditing;

/// <summary>Messages on the disk.</summary>
public sealed class AuditSpoolTests : IDisposable
{
    private const long Plenty = 64 << 20;
    private static readonly DateTimeOffset s_at = new(2026, 11, 21, 9, 30, 47, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_in_order_by_the_next_process_from_where_it_was_taken()
    {
        using (AuditSpool spool = new(_folder.Path, Plenty))
        {
            Assert.Equal(3, spool.Append([Frame("a"), Frame("b"), Frame("c")]));
            Assert.Equal(["a", "b", "c"], Read(spool, spool.Taken));
            spool.Confirm(spool.Read(spool.Taken, 1)[0].End);
        }

        using AuditSpool next = new(_folder.Path, Plenty);
        Assert.Equal(["b", "c"], Read(next, next.Taken));
        next.Append([Frame("d")]);
        Assert.Equal(["b", "c", "d"], Read(next, next.Taken));
        Assert.Equal(3 * Frame("b").Length, next.Waiting);
    }

    [Theory]
    [InlineData("123 <85>1 half of a messa")]
    [InlineData("12")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("999999999999 ")]
    public void Half_a_message_that_a_kill_left_is_cut_off_and_the_others_are_there(string torn)
    {
        using (AuditSpool spool = new(_folder.Path, Plenty))
        {
            spool.Append([Frame("a"), Frame("b")]);
        }

        string file = Directory.GetFiles(_folder.Path, "*.syslog").Single();
        File.AppendAllText(file, torn);
        using AuditSpool next = new(_folder.Path, Plenty);
        next.Append([Frame("c")]);
        Assert.Equal(["a", "b", "c"], Read(next, next.Taken));
    }

    [Fact]
    public void Files_go_when_all_of_them_was_taken_and_their_numbers_are_not_used_again()
    {
        using (AuditSpool spool = new(_folder.Path, Plenty))
        {
            for (int i = 0; i < 30; i++)
            {
                spool.Append([Frame(new string('x', 100_000) + i)]);
            }

            Assert.True(Directory.GetFiles(_folder.Path, "*.syslog").Length >= 3);
            IReadOnlyList<string> all = Read(spool, spool.Taken);
            Assert.Equal(Enumerable.Range(0, 30), all.Select(m => int.Parse(m.TrimStart('x'))));
            spool.Confirm(End(spool));
            Assert.Equal(0, spool.Waiting);
            Assert.True(Directory.GetFiles(_folder.Path, "*.syslog").Length <= 1);
        }

        using AuditSpool next = new(_folder.Path, Plenty);
        Assert.Empty(Read(next, next.Taken));
        next.Append([Frame("later")]);
        Assert.Equal(["later"], Read(next, next.Taken));
    }

    [Fact]
    public void A_full_spool_takes_no_more_and_takes_again_when_something_was_taken()
    {
        using AuditSpool spool = new(_folder.Path, 3 * Frame("a").Length);
        Assert.Equal(3, spool.Append([Frame("a"), Frame("b"), Frame("c"), Frame("d")]));
        Assert.Equal(0, spool.Append([Frame("d")]));
        spool.Confirm(spool.Read(spool.Taken, 2)[^1].End);
        Assert.Equal(2, spool.Append([Frame("e"), Frame("f"), Frame("g")]));
        Assert.Equal(["c", "e", "f"], Read(spool, spool.Taken));
    }

    [Fact]
    public void A_file_that_somebody_wrote_into_is_passed_over()
    {
        using AuditSpool spool = new(_folder.Path, Plenty);
        spool.Append([Frame("a"), Frame("b")]);
        string file = Directory.GetFiles(_folder.Path, "*.syslog").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[Frame("a").Length] = (byte)'x';
        using (FileStream other = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.Write(bytes);
        }

        Assert.Equal(["a"], Read(spool, spool.Taken));
    }

    [Fact]
    public async Task Who_waits_for_more_is_woken()
    {
        using AuditSpool spool = new(_folder.Path, Plenty);
        Task more = spool.MoreThanAsync(spool.Taken);
        Assert.False(more.IsCompleted);
        spool.Append([Frame("a")]);
        await more.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(spool.MoreThanAsync(End(spool)).IsCompleted);
    }

    private static byte[] Frame(string text) => SyslogFrame.Of(Encoding.UTF8.GetBytes($"<AuditMessage>{text}</AuditMessage>"), s_at, isWarning: false);

    private static SpoolPosition End(AuditSpool spool)
    {
        SpoolPosition at = spool.Taken;
        while (spool.Read(at, 100) is { Count: > 0 } read) { at = read[^1].End; }
        return at;
    }

    private static List<string> Read(AuditSpool spool, SpoolPosition from)
    {
        List<string> texts = [];
        while (spool.Read(from, 7) is { Count: > 0 } read)
        {
            texts.AddRange(read.Where(r => !r.Frame.IsEmpty).Select(r => Encoding.UTF8.GetString(SyslogFrame.MessageOf(r.Frame).Span)).Select(m => m[(m.IndexOf("<AuditMessage>", StringComparison.Ordinal) + 14)..^15]));
            from = read[^1].End;
        }

        return texts;
    }
}

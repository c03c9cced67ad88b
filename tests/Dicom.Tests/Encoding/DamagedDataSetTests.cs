using System.Collections.Frozen;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DicomNode.Dicom.Tests.Encoding;

/// <summary>What holds for any bytes: data sets of every kind with bytes changed, removed, doubled, cut off.</summary>
public class DamagedDataSetTests
{
    private const int Tests = 1500;
    private static readonly FrozenSet<Tag> s_wanted = FrozenSet.ToFrozenSet(
        [Tags.SopInstanceUid, Tags.PatientName, Tags.SeriesInstanceUid, Tags.Rows, Tags.TextValue, Tags.SmallestImagePixelValue, new Tag(0x0009, 0x1001)]);

    private static readonly TransferSyntax[] s_syntaxes =
    [
        TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian,
        TransferSyntax.Find(Uids.RleLossless)!,
    ];

    [Fact]
    public void What_the_reader_reads_is_written_byte_for_byte_and_the_rest_is_refused_by_name() => ForAll((bytes, syntax, _) =>
    {
        (DataSet read, DicomDataException? fault) = DataSetReader.ReadPartly(bytes, syntax);
        if (fault is null)
        {
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(DataSetWriter.ToArray(read, syntax)));
        }
        else
        {
            Assert.InRange(fault.Offset!.Value, 0, bytes.Length);
            Assert.NotNull(fault.Tag);
            Assert.Matches(@"^\([0-9A-F]{4},[0-9A-F]{4}\)", fault.Message);
        }
    });

    [Fact]
    public void The_scanner_fed_in_any_pieces_follows_what_the_reader_reads_and_picks_the_same() => ForAll((bytes, syntax, random) =>
    {
        (DataSet read, DicomDataException? fault) = DataSetReader.ReadPartly(bytes, syntax);
        using DataSetScanner scanner = new(syntax, s_wanted);
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(60), bytes.Length - at);
            scanner.Feed(bytes.AsSpan(at, length));
            at += length;
        }

        Assert.Equal(bytes.Length, scanner.Length);
        if (fault is null && !read.Any(e => e.Tag.Group is 0x0000 or 0x0002)) // read from a file, and not taken from a peer
        {
            Assert.True(scanner.IsAtElementBoundary, $"{Convert.ToHexString(bytes)}: {scanner.Fault?.Message}");
            Assert.Equal(Picked(read), Picked(scanner.Elements));
        }
    });

    [Fact]
    public void Memory_is_taken_only_for_bytes_that_came() => ForAll((bytes, syntax, _) =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        DataSetReader.ReadPartly(bytes, syntax);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= (32L * bytes.Length) + 20_000, $"{taken} bytes for {bytes.Length}");
    });

    [Fact]
    public void Any_bytes_at_all_are_read_as_a_file_or_refused() => ForAll((bytes, syntax, random) =>
    {
        using MemoryStream file = new();
        file.Write(new byte[128]);
        Part10File.WriteMeta(file, Uids.CtImageStorage, "1.2.3", s_syntaxes[random.Next(s_syntaxes.Length)].Uid);
        file.Write(bytes);
        byte[] whole = file.ToArray();
        foreach (byte[] candidate in (byte[][])[whole, whole[128..], whole[random.Next(whole.Length)..], bytes])
        {
            try
            {
                DicomFile read = Part10File.Parse(candidate, new DataSetReadOptions { ReadPartly = true });
                Assert.NotNull(read.DataSet);
            }
            catch (DicomDataException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    });

    private static void ForAll(Action<byte[], TransferSyntax, Random> property) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (seed, harm) =>
        {
            TransferSyntax syntax = s_syntaxes[(seed & int.MaxValue) % s_syntaxes.Length];
            Random random = new((seed * 397) ^ harm);
            byte[] bytes = DataSetWriter.ToArray(new RandomDataSet(seed ^ (harm << 8), syntax.IsEncapsulated).Make(), syntax);
            property(Damage.Do(bytes, harm % 8, random), syntax, random);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Tests));

    private static string[] Picked(DataSet dataSet) =>
        [.. dataSet.OfType<ValueElement>()
            .Where(e => (s_wanted.Contains(e.Tag) || e.Tag == Tags.SpecificCharacterSet || e.Tag == Tags.PixelRepresentation) && e.Bytes.Length <= 4096)
            .Select(e => $"{e} {Convert.ToHexString(e.Bytes.Span)}")];
}

using System.Collections.Frozen;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DicomNode.Dicom.Tests.Encoding;

public class DataSetScannerTests
{
    private static readonly FrozenSet<Tag> s_wanted = FrozenSet.ToFrozenSet(
        [Tags.SopInstanceUid, Tags.PatientName, Tags.SeriesInstanceUid, Tags.Rows, Tags.TextValue, Tags.SmallestImagePixelValue, new Tag(0x0009, 0x1001), Tags.PixelData]);

    private static readonly TransferSyntax[] s_syntaxes =
    [
        TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian,
        TransferSyntax.Find(Uids.RleLossless)!, TransferSyntax.DeflatedExplicitVrLittleEndian,
    ];

    [Fact]
    public void Any_data_set_cut_anywhere_gives_the_elements_that_the_reader_gives() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<PositiveInt>(), (seed, pieces) =>
        {
            TransferSyntax syntax = s_syntaxes[(seed & int.MaxValue) % s_syntaxes.Length];
            byte[] bytes = DataSetWriter.ToArray(new RandomDataSet(seed, syntax.IsEncapsulated).Make(), syntax);
            DataSet read = DataSetReader.Read(bytes, syntax);
            Assert.Equal(bytes, DataSetWriter.ToArray(read, syntax)); // deflated too: our own writer made it

            using DataSetScanner scanner = new(syntax, s_wanted);
            Random random = new(seed);
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(random.Next(pieces.Get * 7), bytes.Length - at);
                scanner.Feed(bytes.AsSpan(at, length));
                at += length;
            }

            Assert.True(scanner.IsAtElementBoundary);
            Assert.Equal(bytes.Length, scanner.Length);
            Assert.Equal(Wanted(read), Wanted(scanner.Elements));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_is_cut_is_not_at_a_boundary()
    {
        DataSet dataSet = new DataSet().SetString(Tags.PatientId, "1234").SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSopInstanceUid, "1.2"));
        byte[] bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian);
        int[] boundaries = [.. Enumerable.Range(0, bytes.Length + 1).Where(length =>
        {
            using DataSetScanner scanner = new(TransferSyntax.ExplicitVrLittleEndian, s_wanted);
            scanner.Feed(bytes.AsSpan(0, length));
            return scanner.IsAtElementBoundary;
        })];

        Assert.Equal([0, bytes.Length - 12, bytes.Length], boundaries); // (0008,1140) comes first; (0010,0020) takes 8 + 4 bytes
    }

    [Theory]
    [InlineData(DataSetParser.MaxDepth, true)]
    [InlineData(DataSetParser.MaxDepth + 1, false)]
    public void Sequences_of_known_length_may_stand_in_one_another_as_deep_as_others(int depth, bool isFollowed)
    {
        byte[] inner = [];
        for (int i = 0; i < depth; i++)
        {
            byte[] item = [0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(inner.Length), .. inner];
            inner = [0x40, 0x00, 0x75, 0x02, (byte)'S', (byte)'Q', 0, 0, .. BitConverter.GetBytes(item.Length), .. item];
        }

        using DataSetScanner scanner = Scan(inner);
        Assert.Equal(isFollowed, scanner.IsAtElementBoundary);
        Assert.Equal(isFollowed ? null : "more than 256 sequences stand inside one another.", scanner.Fault?.Message.Split(": ")[1]);
        Assert.True(scanner.Fault is null || scanner.Fault.Message.Length < 300, scanner.Fault?.Message);
        Assert.Equal(isFollowed, DataSetReader.ReadPartly(inner, TransferSyntax.ExplicitVrLittleEndian).Fault is null);
    }

    [Theory]
    [InlineData("4000750253510000 10000000 FEFF00E0 00000100 0000000000000000", "beyond the sequence")] // an item longer than its sequence
    [InlineData("4000750253510000 14000000 FEFF00E0 0C000000 0800080043531000 41424344 1000100050 4E0000", "beyond the item")] // a value longer than its item
    [InlineData("4000750253510000 0C000000 FEFF00E0 04000000 08000800 10001000504E0000", "header goes beyond")] // an item with room for half a header
    [InlineData("4000750253510000 18000000 FEFF00E0 10000000 4000750253510000 FFFFFFFF 00000000 10001000504E0000", "goes beyond")] // an inner sequence that never ends
    [InlineData("4000750253510000 14000000 FEFF00E0 0C000000 4000750253510000 FFFFFFFF 0800080043530000", "delimiter is missing")]
    [InlineData("0000000155530200 0100", "belongs to a command")]
    [InlineData("0200100055490200 3100", "meta information")]
    public void What_contradicts_the_length_around_it_or_belongs_elsewhere_is_refused(string hex, string why)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            using DataSetScanner scanner = Scan(bytes, piece);
            Assert.Contains(why, scanner.Fault?.Message ?? "nothing", StringComparison.Ordinal);
        }
    }

    private static DataSetScanner Scan(byte[] bytes, int piece = 7)
    {
        DataSetScanner scanner = new(TransferSyntax.ExplicitVrLittleEndian, s_wanted);
        foreach (byte[] part in bytes.Chunk(piece))
        {
            scanner.Feed(part);
        }

        return scanner;
    }

    [Fact]
    public void Sequences_without_end_are_refused_at_the_depth_that_is_allowed()
    {
        using DataSetScanner scanner = new(TransferSyntax.ExplicitVrLittleEndian, s_wanted);
        byte[] opening = [0x08, 0x00, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 255, 255, 255, 255, 0xFE, 0xFF, 0x00, 0xE0, 255, 255, 255, 255];
        for (int i = 0; i < 256; i++)
        {
            scanner.Feed(opening);
            Assert.Null(scanner.Fault);
        }

        scanner.Feed(opening);
        Assert.Contains("256", scanner.Fault!.Message, StringComparison.Ordinal);
        Assert.False(scanner.IsAtElementBoundary);
    }

    [Fact]
    public void A_deflated_stream_that_grows_without_end_is_not_followed()
    {
        byte[] bomb = DataSetWriter.ToArray(new DataSet().SetBytes(Tags.PixelData, Vr.OB, new byte[1 << 20]), TransferSyntax.DeflatedExplicitVrLittleEndian);
        using DataSetScanner scanner = new(TransferSyntax.DeflatedExplicitVrLittleEndian, s_wanted, inflation: new() { MaxLength = 1 << 19 });
        scanner.Feed(bomb);
        Assert.Contains("more than is allowed", scanner.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(bomb.Length, scanner.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public void A_deflated_stream_that_is_cut_is_not_at_a_boundary(int piece)
    {
        byte[] random = new byte[100_000];
        new Random(1).NextBytes(random);
        DataSet dataSet = new DataSet().SetString(Tags.PatientName, "A^B").SetBytes(Tags.PixelData, Vr.OB, random);
        byte[] bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.DeflatedExplicitVrLittleEndian);
        foreach (int cut in (int[])[0, 2000])
        {
            using DataSetScanner scanner = new(TransferSyntax.DeflatedExplicitVrLittleEndian, s_wanted);
            foreach (byte[] part in bytes[..^cut].Chunk(piece))
            {
                scanner.Feed(part);
            }

            Assert.Equal((cut == 0, "A^B"), (scanner.IsAtElementBoundary, scanner.Elements.GetString(Tags.PatientName)));
        }
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Every_real_file_is_followed_to_its_end_in_pieces_of_a_network()
    {
        int compared = 0;
        foreach (string path in Truth.Files().Where(p => Path.GetFileName(p) is not "MR_truncated.dcm"))
        {
            DicomFile file = Part10File.Read(path);
            byte[] bytes = File.ReadAllBytes(path)[(int)Part10Header.Read(path).DataSetOffset..];
            using DataSetScanner scanner = new(file.TransferSyntax, s_wanted);
            foreach (byte[] piece in bytes.Chunk(1021))
            {
                scanner.Feed(piece);
            }

            Assert.True(scanner.IsAtElementBoundary, $"{path}: {scanner.Fault?.Message}");
            Assert.Equal(Wanted(file.DataSet), Wanted(scanner.Elements));
            compared++;
        }

        Assert.True(compared > 600);
    }

    private static string[] Wanted(DataSet dataSet) =>
        [.. dataSet.OfType<ValueElement>()
            .Where(e => (s_wanted.Contains(e.Tag) || e.Tag == Tags.SpecificCharacterSet || e.Tag == Tags.PixelRepresentation) && e.Bytes.Length <= 4096)
            .Select(e => $"{e} {Convert.ToHexString(e.Bytes.Span)}")];
}

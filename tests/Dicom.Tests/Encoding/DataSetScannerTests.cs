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
        TransferSyntax.Find(Uids.RleLossless)!,
    ];

    [Fact]
    public void Any_data_set_cut_anywhere_gives_the_elements_that_the_reader_gives() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<PositiveInt>(), (seed, pieces) =>
        {
            TransferSyntax syntax = s_syntaxes[(seed & int.MaxValue) % s_syntaxes.Length];
            byte[] bytes = DataSetWriter.ToArray(new RandomDataSet(seed, syntax.IsEncapsulated).Make(), syntax);
            DataSet read = DataSetReader.Read(bytes, syntax);
            Assert.Equal(bytes, DataSetWriter.ToArray(read, syntax));

            DataSetScanner scanner = new(syntax, s_wanted);
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
    public void Damaged_bytes_throw_only_what_is_documented_and_the_scanner_refuses_nothing_that_the_reader_reads() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<PositiveInt>(), (seed, harm) =>
        {
            TransferSyntax syntax = s_syntaxes[(seed & int.MaxValue) % s_syntaxes.Length];
            byte[] bytes = DataSetWriter.ToArray(new RandomDataSet(seed, syntax.IsEncapsulated).Make(), syntax);
            Random random = new(seed);
            for (int i = 0; i < harm.Get && bytes.Length > 0; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            DataSetScanner scanner = new(syntax, s_wanted);
            scanner.Feed(bytes);
            bool readable = true;
            try
            {
                DataSetReader.Read(bytes, syntax);
            }
            catch (DicomDataException)
            {
                readable = false;
            }

            // in explicit VR the reader can tell the two forms of an unknown VR apart by what is left of the stream
            Assert.True(scanner.IsAtElementBoundary || !readable || syntax.IsExplicitVr);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_is_cut_is_not_at_a_boundary()
    {
        DataSet dataSet = new DataSet().SetString(Tags.PatientId, "1234").SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSopInstanceUid, "1.2"));
        byte[] bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian);
        int[] boundaries = [.. Enumerable.Range(0, bytes.Length + 1).Where(length =>
        {
            DataSetScanner scanner = new(TransferSyntax.ExplicitVrLittleEndian, s_wanted);
            scanner.Feed(bytes.AsSpan(0, length));
            return scanner.IsAtElementBoundary;
        })];

        Assert.Equal([0, bytes.Length - 12, bytes.Length], boundaries); // (0008,1140) comes first; (0010,0020) takes 8 + 4 bytes
    }

    [Fact]
    public void Sequences_without_end_are_refused_at_the_depth_that_is_allowed()
    {
        DataSetScanner scanner = new(TransferSyntax.ExplicitVrLittleEndian, s_wanted);
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
    public void A_deflated_stream_passes_unseen()
    {
        DataSetScanner scanner = new(TransferSyntax.DeflatedExplicitVrLittleEndian, s_wanted);
        scanner.Feed([1, 2, 3]);
        Assert.True(scanner is { IsOpaque: true, IsAtElementBoundary: true, Length: 3, Elements.Count: 0 });
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Every_real_file_is_followed_to_its_end_in_pieces_of_a_network()
    {
        int compared = 0;
        foreach (string path in Truth.Files().Where(p => Path.GetFileName(p) is not "no_meta.dcm" and not "MR_truncated.dcm"))
        {
            DicomFile file = Part10File.Read(path);
            byte[] bytes = File.ReadAllBytes(path)[(int)Part10Header.Read(path).DataSetOffset..];
            DataSetScanner scanner = new(file.TransferSyntax, s_wanted);
            foreach (byte[] piece in bytes.Chunk(1021))
            {
                scanner.Feed(piece);
            }

            Assert.True(scanner.IsAtElementBoundary, $"{path}: {scanner.Fault?.Message}");
            if (!file.TransferSyntax.IsDeflated)
            {
                Assert.Equal(Wanted(file.DataSet), Wanted(scanner.Elements));
                compared++;
            }
        }

        Assert.True(compared > 600);
    }

    private static string[] Wanted(DataSet dataSet) =>
        [.. dataSet.OfType<ValueElement>()
            .Where(e => (s_wanted.Contains(e.Tag) || e.Tag == Tags.SpecificCharacterSet || e.Tag == Tags.PixelRepresentation) && e.Bytes.Length <= 4096)
            .Select(e => $"{e} {Convert.ToHexString(e.Bytes.Span)}")];
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Dicom.Tests.Encoding;

/// <summary>Every real file at hand, read and written again.</summary>
public class SharedFilesTests(ITestOutputHelper output)
{
    /// <summary>Cut inside the pixel data.</summary>
    private static readonly string[] s_unreadable = ["MR_truncated.dcm"];

    [SharedFact(Needs = "data/truth.json")]
    public void What_was_read_is_written_byte_for_byte()
    {
        (int exact, List<string> deflated, List<string> different, List<string> refused) = (0, [], [], []);
        foreach (string path in Truth.Files())
        {
            byte[] bytes = File.ReadAllBytes(path);
            try
            {
                DicomFile file = Part10File.Parse(bytes);
                byte[] written = DataSetWriter.ToArray(file.DataSet, file.TransferSyntax);
                int offset = (int)Part10Header.Read(path).DataSetOffset;
                if (bytes.AsSpan(offset).SequenceEqual(written))
                {
                    exact++;
                }
                else if (file.TransferSyntax.IsDeflated)
                {
                    deflated.Add(path);
                }
                else
                {
                    int at = bytes.AsSpan(offset).CommonPrefixLength(written);
                    different.Add($"{path} at {offset + at} of {bytes.Length}, written {written.Length + offset}");
                }
            }
            catch (DicomDataException exception)
            {
                refused.Add($"{Path.GetFileName(path)}: {exception.Message}");
            }
        }

        output.WriteLine($"{exact} byte-exact, {deflated.Count} deflated, {different.Count} different, {refused.Count} refused");
        different.ForEach(output.WriteLine);
        refused.ForEach(output.WriteLine);
        Assert.Empty(different);
        Assert.Equal(s_unreadable, refused.Select(r => r[..r.IndexOf(':', StringComparison.Ordinal)]));
        Assert.True(exact > 600, $"{exact} of the files were compared");
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Stopping_at_the_pixel_data_gives_the_same_elements_before_it()
    {
        foreach (string path in Truth.Files().Where(p => !s_unreadable.Contains(Path.GetFileName(p))))
        {
            DicomFile whole = Part10File.Read(path);
            DicomFile start = Part10File.Read(path, new DataSetReadOptions { StopAtPixelData = true });
            Assert.Equal(whole.DataSet.Where(e => e.Tag.Value < 0x7FE00008).Select(e => e.Tag), start.DataSet.Select(e => e.Tag));
        }
    }
}

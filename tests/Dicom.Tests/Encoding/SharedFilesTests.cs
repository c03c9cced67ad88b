using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Dicom.Tests.Encoding;

/// <summary>Every real file at hand, read and written again.</summary>
public class SharedFilesTests(ITestOutputHelper output)
{
    /// <summary>Cut inside the pixel data.</summary>
    private static readonly string[] s_unreadable = ["MR_truncated.dcm"];

    private static readonly (Tag Tag, string Name)[] s_compared =
    [
        (Tags.PatientName, "PatientName"), (Tags.PatientId, "PatientID"), (Tags.SopClassUid, "SOPClassUID"), (Tags.SopInstanceUid, "SOPInstanceUID"),
        (Tags.SeriesInstanceUid, "SeriesInstanceUID"), (Tags.StudyInstanceUid, "StudyInstanceUID"), (Tags.Modality, "Modality"), (Tags.Rows, "Rows"), (Tags.Columns, "Columns"),
    ];

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

    /// <summary>Right: read, and name and UIDs are those that another reader saw. Refused rightly: the file is cut, and that is the reason given.</summary>
    [SharedFact(Needs = "data/truth.json")]
    public void Names_and_UIDs_are_those_that_other_readers_saw()
    {
        (int right, int refused, List<string> wrong) = (0, 0, []);
        foreach ((string path, JsonElement facts) in Truth.Entries())
        {
            DicomFile file = Part10File.Parse(File.ReadAllBytes(path), new DataSetReadOptions { ReadPartly = true });
            DataSet read = file.DataSet;
            List<string> differences =
            [
                .. s_compared
                    .Where(f => facts.Text(f.Name) is string seen && seen.TrimEnd('=', '^') != (read.GetString(f.Tag) ?? "").TrimEnd('=', '^'))
                    .Select(f => $"{f.Name}: \"{facts.Text(f.Name)}\" is read as \"{read.GetString(f.Tag)}\""),
            ];
            if (differences.Count > 0 || (file.Fault is not null && !s_unreadable.Contains(Path.GetFileName(path))))
            {
                wrong.Add($"{path}: {string.Join("; ", differences)} {file.Fault?.Message}");
            }
            else if (file.Fault is not null)
            {
                Assert.Contains("the stream ends after 8130 of its 8192 bytes", file.Fault.Message, StringComparison.Ordinal);
                refused++;
            }
            else
            {
                right++;
            }
        }

        output.WriteLine($"{right} right, {refused} refused rightly, {wrong.Count} wrong");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.True(right > 600);
    }

    [SharedFact(Needs = "data/truth.json")]
    public void Every_file_goes_to_JSON_and_back()
    {
        foreach (string path in Truth.Files())
        {
            DataSet read = Part10File.Parse(File.ReadAllBytes(path), new DataSetReadOptions { ReadPartly = true }).DataSet;
            read.Remove(Tags.PixelData);
            byte[] json = DicomJsonWriter.ToArray(read);
            Assert.True(json.AsSpan().SequenceEqual(DicomJsonWriter.ToArray(DicomJsonReader.Read(json))), path);
        }
    }
}

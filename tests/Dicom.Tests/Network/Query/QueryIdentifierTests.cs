using System.Diagnostics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Query;

public class QueryIdentifierTests
{
    private static readonly DataSet s_series = new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.PatientName, "Müller^Jörg=山田^太郎")
        .SetString(Tags.PatientId, "Ab-007")
        .SetString(Tags.StudyInstanceUid, "1.2")
        .SetString(Tags.StudyDate, "20260131")
        .SetString(Tags.StudyTime, "123059.5")
        .SetString(Tags.ModalitiesInStudy, "CT", "SEG")
        .SetEmpty(Tags.AccessionNumber)
        .SetString(Tags.SeriesInstanceUid, "1.2.3")
        .SetString(Tags.Modality, "CT")
        .SetString(Tags.SeriesDescription, "ABDOMEN* 5mm")
        .SetNumber(Tags.SeriesNumber, 4)
        .SetNumber(Tags.NumberOfSeriesRelatedInstances, 120);

    /// <summary>PS3.4 §C.2.2.2, one line per rule.</summary>
    [Theory]
    [InlineData("PatientID", "", true)] // universal
    [InlineData("PatientID", "*", true)]
    [InlineData("AccessionNumber", "*", true)] // also where there is no value
    [InlineData("AccessionNumber", "1", false)]
    [InlineData("PatientID", "Ab-007", true)] // single value
    [InlineData("PatientID", "AB-007", false)] // an identifier is as it is written
    [InlineData("PatientID", "Ab-00?", true)]
    [InlineData("PatientID", "Ab-?", false)]
    [InlineData("PatientID", "*b*7", true)]
    [InlineData("PatientID", "b*", false)]
    [InlineData("Modality", "MR\\CT", true)]
    [InlineData("Modality", "C", false)]
    [InlineData("ModalitiesInStudy", "SEG", true)] // any value of the entity
    [InlineData("ModalitiesInStudy", "MR", false)]
    [InlineData("SeriesDescription", "ABDOMEN? 5mm", true)]
    [InlineData("StudyInstanceUID", "9.9\\1.2", true)] // list of UIDs
    [InlineData("StudyInstanceUID", "1.2*", false)] // no wildcards in UIDs
    [InlineData("StudyInstanceUID", "1.2.3", false)]
    [InlineData("SeriesNumber", "4", true)]
    [InlineData("SeriesNumber", "04", true)] // a number is a number
    [InlineData("SeriesNumber", "5", false)]
    [InlineData("SeriesNumber", "four", false)]
    [InlineData("StudyDate", "20260131", true)]
    [InlineData("StudyDate", "2026.01.31", true)]
    [InlineData("StudyDate", "20260101-20260131", true)]
    [InlineData("StudyDate", "20260131-", true)]
    [InlineData("StudyDate", "-20260130", false)]
    [InlineData("StudyDate", "20260201-", false)]
    [InlineData("StudyDate", "yesterday", false)]
    [InlineData("StudyTime", "1230", true)] // the whole minute
    [InlineData("StudyTime", "12-13", true)]
    [InlineData("StudyTime", "123059.6-", false)]
    [InlineData("StudyTime", "-12:30:59", true)] // the whole second
    [InlineData("PatientName", "MÜLLER^jörg", true)] // a name in any case
    [InlineData("PatientName", "Müller", false)]
    [InlineData("PatientName", "Müller*", true)]
    [InlineData("PatientName", "Müller^Jörg^^^", true)]
    [InlineData("PatientName", "山田*", true)] // any form of writing
    [InlineData("PatientName", "=山田^太郎", true)]
    [InlineData("PatientName", "Müller*=山本*", false)] // each its own
    [InlineData("PatientName", "Muller^Jorg", false)]
    public void A_key_matches_by_the_rules_of_the_standard(string keyword, string value, bool matches) => Assert.Equal(matches, Series(keyword, value).Matches(s_series));

    [Fact]
    public void An_answer_has_what_was_asked_for_and_the_unique_keys_and_its_character_set()
    {
        DataSet answer = QueryIdentifier.Parse(new DataSet()
            .SetString(Tags.QueryRetrieveLevel, "SERIES").SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
            .SetEmpty(Tags.PatientName).SetEmpty(Tags.AccessionNumber).SetEmpty(Tags.NumberOfSeriesRelatedInstances).SetEmpty(Tags.SeriesDate)).Answer(s_series);
        Assert.Equal(
            [Tags.SpecificCharacterSet, Tags.SeriesDate, Tags.AccessionNumber, Tags.QueryRetrieveLevel, Tags.PatientName, Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.NumberOfSeriesRelatedInstances],
            answer.Select(e => e.Tag));
        Assert.Equal(("Müller^Jörg=山田^太郎", "120", null, "SERIES"),
            (answer.GetString(Tags.PatientName)!, answer.GetString(Tags.NumberOfSeriesRelatedInstances)!, answer.GetString(Tags.SeriesDate), answer.GetString(Tags.QueryRetrieveLevel)!));
    }

    [Fact]
    public void What_is_not_supported_neither_matches_nor_comes_back_and_says_so()
    {
        QueryIdentifier identifier = QueryIdentifier.Parse(new DataSet()
            .SetString(Tags.QueryRetrieveLevel, "SERIES")
            .SetString(Tags.InstanceNumber, "7") // has no single value at this level
            .SetString(Tags.Kvp, "120")
            .SetItems(Tags.RequestAttributesSequence, [new DataSet()]));
        Assert.True(identifier.HasUnsupportedKeys);
        Assert.True(identifier.Matches(s_series));
        Assert.Equal([Tags.QueryRetrieveLevel, Tags.StudyInstanceUid, Tags.SeriesInstanceUid], identifier.Answer(s_series).Select(e => e.Tag).Where(t => t != Tags.SpecificCharacterSet));
        Assert.False(Series("Modality", "CT").HasUnsupportedKeys);
    }

    [Theory]
    [InlineData("PATIENT")]
    [InlineData("")]
    [InlineData("series")]
    public void Another_level_is_refused_with_A900H(string level) => Assert.Equal(
        DimseStatus.DataSetDoesNotMatchSopClass,
        Assert.Throws<QueryRefusedException>(() => QueryIdentifier.Parse(new DataSet().SetString(Tags.QueryRetrieveLevel, level))).Status);

    [Fact]
    public void Uids_narrow_the_search() => Assert.Equal(["1.2", "1.4"], Series("StudyInstanceUID", "1.2\\1.4").Uids(QueryLevel.Study));

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_the_product_of_the_lengths()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 2000)) + "b", text = new('a', 4000);
        long start = Stopwatch.GetTimestamp();
        Assert.False(Wildcard.Matches(pattern, text));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10)); // a backtracking matcher needs longer than the universe has
    }

    [Fact]
    public void Any_bytes_are_a_query_that_can_be_answered_or_are_refused()
    {
        byte[] good = DataSetWriter.ToArray(
            new DataSet().SetString(Tags.SpecificCharacterSet, "ISO 2022 IR 87", "ISO_IR 192").SetString(Tags.QueryRetrieveLevel, "SERIES").SetString(Tags.PatientName, "A*^?=").SetString(Tags.StudyDate, "2026-")
                .SetString(Tags.StudyTime, "-12").SetNumber(Tags.SeriesNumber, 4).SetEmpty(Tags.ModalitiesInStudy).SetString(Tags.SeriesInstanceUid, "1.2", "1.3"),
            TransferSyntax.ImplicitVrLittleEndian);
        Random random = new(7);
        int answered = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                QueryIdentifier identifier = QueryIdentifier.Parse(DataSetReader.Read(bytes.AsMemory(0, random.Next(8, bytes.Length + 1)), TransferSyntax.ImplicitVrLittleEndian));
                _ = identifier.Matches(s_series);
                _ = DataSetWriter.ToArray(identifier.Answer(s_series), TransferSyntax.ExplicitVrLittleEndian);
                answered++;
            }
            catch (Exception e) when (e is QueryRefusedException or DicomDataException)
            {
                // what the peer is told
            }
        }

        Assert.InRange(answered, 100, 4900);
    }

    private static QueryIdentifier Series(string keyword, string value) => QueryIdentifier.Parse(new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.QueryRetrieveLevel, "SERIES")
        .SetString(DicomDictionary.FindByKeyword(keyword)!.Value, value));
}

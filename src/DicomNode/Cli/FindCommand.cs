using System.CommandLine;
using System.Text;
using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Json;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary><c>find</c>: what a peer holds. C-FIND, PS3.4 Annex C.</summary>
internal static class FindCommand
{
    /// <summary>What is returned when no key is given: enough to tell one from the other, and to ask on.</summary>
    private static readonly Dictionary<QueryLevel, Tag[]> s_usual = new()
    {
        [QueryLevel.Patient] = [Tags.PatientName, Tags.PatientId, Tags.PatientBirthDate, Tags.PatientSex],
        [QueryLevel.Study] = [Tags.PatientName, Tags.PatientId, Tags.StudyDate, Tags.AccessionNumber, Tags.StudyDescription, Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedInstances, Tags.StudyInstanceUid],
        [QueryLevel.Series] = [Tags.Modality, Tags.SeriesNumber, Tags.SeriesDescription, Tags.NumberOfSeriesRelatedInstances, Tags.StudyInstanceUid, Tags.SeriesInstanceUid],
        [QueryLevel.Image] = [Tags.InstanceNumber, Tags.SopClassUid, Tags.SopInstanceUid, Tags.SeriesInstanceUid],
    };

    public static Command Create()
    {
        var peer = PeerSymbols.AsArgument();
        QuerySymbols query = new();
        Option<int> limit = new("--limit") { Description = "Stop after so many matches (C-CANCEL); 0: never.", HelpName = "COUNT" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("find", "Lists what a peer holds (C-FIND).") { limit, json };
        peer.AddTo(command);
        query.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            peer.Get(parsed), query.Get(parsed), parsed.GetValue(limit), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CalledPeer peer, Question query, int limit, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        foreach (Tag tag in s_usual[query.Level].Where(t => !query.Identifier.Contains(t)))
        {
            query.Identifier.SetEmpty(tag);
        }

        await using ClientAssociation association = await new DicomClient(peer.Options).RequestAsync(
            peer.Address, [ProposedContext.Uncompressed(query.Model.FindSopClassUid)], cancellationToken);
        List<DataSet> matches = [];
        await foreach (DataSet match in association.FindAsync(query.Model, query.Identifier, cancellationToken))
        {
            matches.Add(match);
            if (!json)
            {
                await console.Output.WriteLineAsync(string.Join("  ", Values(match).Select(v => $"{v.Key}={string.Join('\\', v.Value)}")));
            }

            if (matches.Count == limit)
            {
                break;
            }
        }

        await association.ReleaseAsync(cancellationToken);
        await console.Output.WriteLineAsync(json ? ModelOf(matches) : $"{matches.Count} matches at {peer.Address}.");
        return ExitCode.Done;
    }

    /// <summary>An array of data sets, as a search of DICOMweb answers. PS3.18 §10.6.3.3.1 and Annex F.</summary>
    private static string ModelOf(List<DataSet> matches)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new() { Indented = true }))
        {
            writer.WriteStartArray();
            matches.ForEach(match => DicomJsonWriter.Write(writer, match));
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>By keyword, or by tag where there is none, in the order of the tags. What is empty, or a sequence, is left out.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Values(DataSet match) => match
        .Where(e => e is ValueElement { Bytes.IsEmpty: false } && e.Tag != Tags.QueryRetrieveLevel && e.Tag != Tags.SpecificCharacterSet)
        .ToDictionary(e => DicomDictionary.Find(e.Tag)?.Keyword ?? e.Tag.ToString(), e => match.GetStrings(e.Tag));
}

using System.Data.Common;
using System.Runtime.CompilerServices;
using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.Storage.Ledgers;
using ElementTags = DicomNode.Dicom.Dictionary.Tags;

namespace DicomNode.Querying;

/// <summary>
/// Answers C-FIND from the index and the headers of the files: received series and the node's own results. Peers of the configuration only.
/// Nothing of a query or an answer is logged but who asked, the status and the count.
/// </summary>
internal sealed class NodeQuery(Holdings holdings, HeldHeaders headers, AuditTrail audit, AuditMessages messages, NodeOptions options) : IQueryHandler, IDisposable
{
    /// <summary>Queries read headers from the disk that instances are written to.</summary>
    private const int MostAtOnce = 4;

    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);

    public async IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!options.Peers.Any(p => p.AeTitle == request.Association.CallingAeTitle))
        {
            audit.Record(messages.Queried(request, "only peers of the configuration may query"));
            throw new QueryRefusedException(DimseStatus.NotAuthorized, "only peers of the configuration may query");
        }

        audit.Record(messages.Queried(request, refused: null));

        QueryIdentifier identifier = request.Identifier;
        HoldingsFilter filter = new(identifier.Uids(QueryLevel.Study), identifier.Uids(QueryLevel.Series), identifier.Uids(QueryLevel.Image));
        await _places.WaitAsync(cancellationToken);
        try
        {
            await using IAsyncEnumerator<string> studies = holdings.StudiesAsync(filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await ReadAsync(async () => await studies.MoveNextAsync()))
            {
                HeldStudy study = await ReadAsync(() => holdings.StudyAsync(studies.Current, cancellationToken));
                IAsyncEnumerable<DataSet> candidates = identifier.Level switch
                {
                    QueryLevel.Study => StudyAsync(study),
                    QueryLevel.Series => SeriesAsync(study, filter),
                    _ => ImagesAsync(study, filter, cancellationToken),
                };
                await foreach (DataSet candidate in candidates.WithCancellation(cancellationToken))
                {
                    yield return OfStudy(candidate, study);
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async IAsyncEnumerable<DataSet> StudyAsync(HeldStudy study)
    {
        if (study.Series is [HeldSeries first, ..])
        {
            yield return await headers.ReadAsync(first.FirstPath);
        }
    }

    private async IAsyncEnumerable<DataSet> SeriesAsync(HeldStudy study, HoldingsFilter filter)
    {
        foreach (HeldSeries series in study.Series.Where(s => Wanted(s, filter)))
        {
            yield return OfSeries(await headers.ReadAsync(series.FirstPath), series);
        }

        foreach (HeldResult result in study.Results)
        {
            yield return OfResult(await headers.ReadAsync(result.Path), result);
        }
    }

    private async IAsyncEnumerable<DataSet> ImagesAsync(HeldStudy study, HoldingsFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (HeldSeries series in study.Series.Where(s => Wanted(s, filter)))
        {
            foreach (HeldInstance instance in await ReadAsync(() => holdings.InstancesAsync(series.SeriesInstanceUid, filter.SopInstanceUids, cancellationToken)))
            {
                DataSet header = OfSeries(await headers.ReadAsync(instance.Path), series);
                yield return header.SetString(ElementTags.SopInstanceUid, instance.SopInstanceUid).SetString(ElementTags.SopClassUid, instance.SopClassUid);
            }
        }

        foreach (HeldResult result in study.Results.Where(r => filter.SopInstanceUids.Count == 0 || filter.SopInstanceUids.Contains(r.SopInstanceUid)))
        {
            yield return OfResult(await headers.ReadAsync(result.Path), result);
        }
    }

    private static bool Wanted(HeldSeries series, HoldingsFilter filter) =>
        filter.SeriesInstanceUids.Count == 0 || filter.SeriesInstanceUids.Contains(series.SeriesInstanceUid);

    private static DataSet OfStudy(DataSet header, HeldStudy study) => header
        .SetString(ElementTags.StudyInstanceUid, study.StudyInstanceUid)
        .SetString(ElementTags.ModalitiesInStudy, [.. study.Series.Select(s => s.Modality).Concat(study.Results.Select(r => r.Kind)).OfType<string>().Distinct().Order(StringComparer.Ordinal)])
        .SetNumber(ElementTags.NumberOfStudyRelatedSeries, study.Series.Count + study.Results.Count)
        .SetNumber(ElementTags.NumberOfStudyRelatedInstances, study.Series.Sum(s => s.Instances) + study.Results.Count)
        .SetString(ElementTags.InstanceAvailability, "UNAVAILABLE"); // to be found here, not to be retrieved from here

    private static DataSet OfSeries(DataSet header, HeldSeries series)
    {
        header.SetString(ElementTags.SeriesInstanceUid, series.SeriesInstanceUid).SetNumber(ElementTags.NumberOfSeriesRelatedInstances, series.Instances);
        return series.Modality is null ? header : header.SetString(ElementTags.Modality, series.Modality);
    }

    private static DataSet OfResult(DataSet header, HeldResult result) => header
        .SetString(ElementTags.Modality, result.Kind)
        .SetString(ElementTags.SopInstanceUid, result.SopInstanceUid)
        .SetString(ElementTags.SopClassUid, result.SopClassUid)
        .SetNumber(ElementTags.NumberOfSeriesRelatedInstances, 1);

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (DbException)
        {
            throw new QueryRefusedException(DimseStatus.OutOfResources, "the index cannot be read now");
        }
    }
}

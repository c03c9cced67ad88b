using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Querying;

/// <summary>Asks a peer that answers queries (<see cref="PeerOptions.Query"/>) what it holds.</summary>
internal sealed class PeerQuery(PeerClient client)
{
    /// <summary>How many instances the peer has of a series: the number that it gives, or the instances that it lists where it gives none.</summary>
    /// <returns>Null: the peer does not know the series.</returns>
    /// <exception cref="DicomNetworkException">The peer did not answer, or answered with a failure.</exception>
    public async Task<int?> CountInstancesAsync(PeerOptions peer, string studyInstanceUid, string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using ClientAssociation association = await RequestAsync(peer, cancellationToken);
        int? count = await GivenCountAsync(association, Keys("SERIES", studyInstanceUid, seriesInstanceUid).SetEmpty(Tags.NumberOfSeriesRelatedInstances), cancellationToken);
        if (count == 0)
        {
            count = await association.FindAsync(QueryModel.StudyRoot, Keys("IMAGE", studyInstanceUid, seriesInstanceUid).SetEmpty(Tags.SopInstanceUid), cancellationToken)
                .CountAsync(cancellationToken);
        }

        await association.ReleaseAsync(cancellationToken);
        return count;
    }

    /// <summary>Those of the instances that the peer lists, by their SOP Instance UIDs.</summary>
    /// <param name="instances">With study and series: an archive need not find an instance without them. PS3.4 §C.4.1.2.2.1.</param>
    /// <exception cref="DicomNetworkException">The peer did not answer, or answered with a failure.</exception>
    public async Task<IReadOnlySet<string>> HeldAsync(PeerOptions peer, IReadOnlyList<InstanceUids> instances, CancellationToken cancellationToken)
    {
        await using ClientAssociation association = await RequestAsync(peer, cancellationToken);
        HashSet<string> held = new(StringComparer.Ordinal);
        foreach (InstanceUids instance in instances)
        {
            DataSet keys = Keys("IMAGE", instance.Study, instance.Series).SetString(Tags.SopInstanceUid, instance.Instance);
            await foreach (DataSet match in association.FindAsync(QueryModel.StudyRoot, keys, cancellationToken))
            {
                if (match.GetString(Tags.SopInstanceUid) == instance.Instance)
                {
                    held.Add(instance.Instance);
                }
            }
        }

        await association.ReleaseAsync(cancellationToken);
        return held;
    }

    private Task<ClientAssociation> RequestAsync(PeerOptions peer, CancellationToken cancellationToken) =>
        client.RequestAsync(peer, [ProposedContext.Uncompressed(QueryModel.StudyRoot.FindSopClassUid)], ClientServices.None, cancellationToken);

    /// <returns>Null: no such series. 0: no number is given.</returns>
    private static async Task<int?> GivenCountAsync(ClientAssociation association, DataSet keys, CancellationToken cancellationToken)
    {
        await foreach (DataSet match in association.FindAsync(QueryModel.StudyRoot, keys, cancellationToken))
        {
            if (match.GetString(Tags.SeriesInstanceUid) == keys.GetString(Tags.SeriesInstanceUid))
            {
                return int.TryParse(match.GetString(Tags.NumberOfSeriesRelatedInstances), out int count) ? Math.Max(count, 0) : 0;
            }
        }

        return null;
    }

    private static DataSet Keys(string level, string studyInstanceUid, string seriesInstanceUid) => new DataSet()
        .SetString(Tags.QueryRetrieveLevel, level)
        .SetString(Tags.StudyInstanceUid, studyInstanceUid)
        .SetString(Tags.SeriesInstanceUid, seriesInstanceUid);
}

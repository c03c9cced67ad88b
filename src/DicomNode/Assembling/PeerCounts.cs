using System.Collections.Concurrent;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Querying;

namespace DicomNode.Assembling;

/// <summary>Asks the sender itself, when it is a peer that answers queries (<see cref="PeerOptions.Query"/>).</summary>
internal sealed class PeerCounts(PeerQuery query, NodeOptions options, TimeProvider clock, ILogger<PeerCounts> logger) : IArchiveCounts
{
    /// <summary>An archive that is slower than this does not help to decide sooner.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Associations to one archive, however many series come in from it; it has better use for its own limit.</summary>
    private const int MostAtOnce = 2;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _places = new(StringComparer.Ordinal);

    public async Task<ArchiveCount?> AskAsync(string callingAeTitle, string studyInstanceUid, string seriesInstanceUid, CancellationToken cancellationToken)
    {
        if (options.Peers.FirstOrDefault(p => p.Query && p.AeTitle == callingAeTitle) is not { } peer)
        {
            return null;
        }

        SemaphoreSlim places = _places.GetOrAdd(peer.AeTitle, _ => new(MostAtOnce, MostAtOnce));
        using CancellationTokenSource limit = new(s_patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        bool isTurn = false;
        try
        {
            await places.WaitAsync(either.Token);
            isTurn = true;
            return await query.CountInstancesAsync(peer, studyInstanceUid, seriesInstanceUid, either.Token) is int count ? new(peer.AeTitle, count) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !isTurn)
        {
            return null; // what others ask it took all the time
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            AssemblingLog.ArchiveSilent(logger, peer.AeTitle, seriesInstanceUid, $"no answer within {s_patience.TotalSeconds:0} s");
            return null;
        }
        catch (DicomNetworkException e)
        {
            AssemblingLog.ArchiveSilent(logger, peer.AeTitle, seriesInstanceUid, e.Message);
            return null;
        }
        finally
        {
            if (isTurn)
            {
                places.Release();
            }
        }
    }
}

using System.Runtime.CompilerServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Calling;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Query;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network;

public sealed partial class ClientAssociation
{
    /// <summary>
    /// C-FIND: the matches as they come. PS3.7 §9.1.2. Leaving the enumeration early asks the peer to stop (C-CANCEL), and the association can be used on;
    /// the token aborts the association.
    /// </summary>
    /// <param name="model">Its FIND class has to be among the proposed contexts.</param>
    /// <param name="identifier">The keys, with the Query/Retrieve Level. PS3.4 §C.4.1.1.3.</param>
    /// <exception cref="PresentationContextRefusedException">The peer does not take queries of the model; the association is still good.</exception>
    /// <exception cref="QueryFailedException">The peer answered with a failure; the association is still good.</exception>
    /// <exception cref="DicomNetworkException">The association is over.</exception>
    public async IAsyncEnumerable<DataSet> FindAsync(QueryModel model, DataSet identifier, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string name = "C-FIND";
        Invoker requests = _session.Requests;
        Invocation find = await BeginQueryAsync(name, CommandField.FindRequest, model.FindSopClassUid, identifier, null, cancellationToken).ConfigureAwait(false);
        bool isOpen = true;
        try
        {
            while (isOpen)
            {
                isOpen = false; // an exception leaves nothing to stop
                DimseResponse response = await requests.NextAsync(name, find, cancellationToken).ConfigureAwait(false);
                if (response.Status.Category == DimseStatusCategory.Pending)
                {
                    isOpen = true;
                    yield return response.ReadDataSet();
                }
                else if (response.Status.Category == DimseStatusCategory.Failure)
                {
                    throw new QueryFailedException(Peer, response.Status, response.Command.ErrorComment);
                }
            }
        }
        finally
        {
            if (isOpen)
            {
                await requests.StopAsync(name, find).ConfigureAwait(false);
            }

            requests.Close(find);
        }
    }

    /// <summary>C-MOVE: has the peer send what matches to a third party (or to our own listener), which it has to know by its AE title. PS3.7 §9.1.4.</summary>
    /// <param name="identifier">The Query/Retrieve Level and unique keys only. PS3.4 §C.4.2.2.1.</param>
    /// <param name="destination">AE title.</param>
    /// <param name="progress">Told after each response of the peer.</param>
    /// <param name="cancellationToken">Asks the peer to stop by C-CANCEL; one that does not is aborted after five seconds.</param>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async Task<RetrieveOutcome> MoveAsync(
        QueryModel model, DataSet identifier, string destination, IProgress<SubOperations>? progress, CancellationToken cancellationToken)
    {
        const string name = "C-MOVE";
        Invocation move = await BeginQueryAsync(name, CommandField.MoveRequest, model.MoveSopClassUid, identifier, destination, cancellationToken).ConfigureAwait(false);
        return await Retrieval.RunAsync(_session.Requests, name, move, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// C-GET: has the peer send what matches on this association. PS3.7 §9.1.3. The instances go to <see cref="ClientServices.Store"/>;
    /// their classes are among the proposed contexts with <see cref="ProposedContext.AsScp"/>.
    /// </summary>
    /// <inheritdoc cref="MoveAsync"/>
    public async Task<RetrieveOutcome> GetAsync(QueryModel model, DataSet identifier, IProgress<SubOperations>? progress, CancellationToken cancellationToken)
    {
        const string name = "C-GET";
        Invocation get = await BeginQueryAsync(name, CommandField.GetRequest, model.GetSopClassUid, identifier, null, cancellationToken).ConfigureAwait(false);
        return await Retrieval.RunAsync(_session.Requests, name, get, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Invocation> BeginQueryAsync(
        string name, CommandField field, string sopClassUid, DataSet identifier, string? destination, CancellationToken cancellationToken)
    {
        AcceptedContext context = _session.AnyContext(sopClassUid);
        using MemoryStream bytes = new(DataSetWriter.ToArray(identifier, TransferSyntax.Find(context.TransferSyntaxUid)!));
        return await _session.Requests
            .BeginAsync(name, context, id => CommandSet.Query(field, id, sopClassUid, destination), bytes, cancellationToken).ConfigureAwait(false);
    }
}

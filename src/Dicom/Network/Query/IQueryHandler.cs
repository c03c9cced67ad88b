using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Network.Query;

/// <summary>Knows what there is to be found. Called from many associations at once.</summary>
public interface IQueryHandler
{
    /// <summary>
    /// The entities of the level of the query that may match, one by one: each with its own attributes and those above it.
    /// It may narrow the search, by <see cref="QueryIdentifier.Uids"/> for example; what does not match is dropped by the caller.
    /// </summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="cancellationToken">The peer has cancelled, or is gone, or the query takes too long.</param>
    /// <exception cref="QueryRefusedException">The peer gets no answers, or no more.</exception>
    IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, CancellationToken cancellationToken);
}

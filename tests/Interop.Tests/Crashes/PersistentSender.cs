using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>A scanner that sends a series and, as scanners do, sends again what was not answered with success, and nothing else.</summary>
internal sealed class PersistentSender(NodeProcess node, string aeTitle, IReadOnlyList<string> files)
{
    private readonly DicomClient _client = new(new DicomClientOptions { AeTitle = aeTitle, DimseTimeout = TimeSpan.FromSeconds(20) });
    private readonly Queue<string> _left = new(files);

    /// <summary>Sends until all is acknowledged or the node is gone.</summary>
    /// <returns>Whether all is acknowledged.</returns>
    public async Task<bool> TrySendAsync()
    {
        if (_left.Count == 0)
        {
            return true;
        }

        try
        {
            await using ClientAssociation association = await _client.RequestAsync(
                new PeerAddress(NodeProcess.AeTitle, "127.0.0.1", node.DicomEndPoint.Port),
                ProposedContext.OnePerTransferSyntax([Uids.CtImageStorage], Uids.ExplicitVrLittleEndian),
                CancellationToken.None);
            while (_left.TryPeek(out string? file))
            {
                DataSet dataSet = Part10File.Read(file).DataSet;
                using MemoryStream bytes = new(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian));
                StoreResponse answer = await association.StoreAsync(
                    new(Uids.CtImageStorage, dataSet.GetString(Tags.SopInstanceUid)!, Uids.ExplicitVrLittleEndian, bytes), CancellationToken.None);
                if (answer.Status != DimseStatus.Success)
                {
                    return false;
                }

                _left.Dequeue();
            }

            await association.ReleaseAsync(CancellationToken.None);
            return true;
        }
        catch (DicomNetworkException)
        {
            return _left.Count == 0;
        }
    }
}

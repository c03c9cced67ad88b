using DicomNode.Configuration;
using DicomNode.Dicom.Auditing;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Rows;

namespace DicomNode.Auditing;

/// <summary>Messages around one result that goes out.</summary>
internal sealed class SendingAudit(AuditTrail trail, AuditMessages messages, PatientLookup patients)
{
    /// <summary>Has it sent, with a message before and one after it, whatever came of it.</summary>
    /// <param name="send">Gives the answer of the peer.</param>
    public async Task<StoreResponse> AroundAsync(PeerOptions peer, string studyInstanceUid, Result result, Func<Task<StoreResponse>> send, CancellationToken cancellationToken)
    {
        if (!trail.IsOn)
        {
            return await send();
        }

        AuditObject study = AuditObject.OfStudy(studyInstanceUid, (result.SopClassUid, 1));
        AuditObject? patient = await patients.FindAsync(result.SopInstanceUid, cancellationToken);
        trail.Record(messages.SendingBegins(peer, study, patient));
        try
        {
            StoreResponse response = await send();
            trail.Record(messages.Sent(peer, study, patient, response.Status.Category is DimseStatusCategory.Success or DimseStatusCategory.Warning ? null : $"The peer answered {response.Status}"));
            return response;
        }
        catch (DicomNetworkException e)
        {
            trail.Record(messages.Sent(peer, study, patient, e.Message));
            throw;
        }
    }
}

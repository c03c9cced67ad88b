using DicomNode.Configuration;
using DicomNode.Dicom.Auditing;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Querying;
using DicomNode.Storage;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Auditing;

/// <summary>Whose images they are, from the header of one of them: for audit messages that may say it, and for nothing else.</summary>
internal sealed class PatientLookup(NodeOptions options, Holdings holdings, HeldHeaders headers)
{
    /// <returns>Null: Audit:Patients is off.</returns>
    public async Task<AuditObject?> FindAsync(string sopInstanceUid, CancellationToken cancellationToken)
    {
        if (options.Audit?.Patients != true)
        {
            return null;
        }

        try
        {
            DataSet header = await holdings.FindAsync(sopInstanceUid, cancellationToken) is { } held ? await headers.ReadAsync(held.Path) : new DataSet();
            return AuditObject.OfPatient(header.GetString(Tags.PatientId) ?? "", header.GetString(Tags.PatientName));
        }
        catch (Exception e) when (IndexTrouble.Is(e) || e is DicomDataException)
        {
            return AuditObject.OfPatient("", null); // the study says whose it is, to who may ask for it
        }
    }
}

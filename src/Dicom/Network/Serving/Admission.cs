using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>Whether a request for an association is one that we answer: version, application context, titles, policy. PS3.8 §9.3.4.</summary>
internal static class Admission
{
    /// <returns>Null: admitted.</returns>
    public static AssociateReject? Judge(AssociateRequest request, AssociationAttempt attempt, DicomServerOptions options)
    {
        if ((request.ProtocolVersions & AssociateRequest.Version1) == 0)
        {
            return AssociateReject.ProtocolVersionNotSupported;
        }

        if (request.ApplicationContext != AssociateRequest.DicomApplicationContext)
        {
            return AssociateReject.ApplicationContextNotSupported;
        }

        if (!AeTitle.IsValid(request.CallingAeTitle))
        {
            return AssociateReject.CallingAeTitleNotRecognized;
        }

        if (!AeTitle.IsValid(request.CalledAeTitle) || (options.CheckCalledAeTitle && request.CalledAeTitle != options.AeTitle))
        {
            return AssociateReject.CalledAeTitleNotRecognized;
        }

        return options.Policy.Decide(attempt) switch
        {
            AssociationVerdict.Accept => null,
            AssociationVerdict.CallingAeTitleNotRecognized => AssociateReject.CallingAeTitleNotRecognized,
            AssociationVerdict.CalledAeTitleNotRecognized => AssociateReject.CalledAeTitleNotRecognized,
            _ => AssociateReject.NoReasonGiven,
        };
    }
}

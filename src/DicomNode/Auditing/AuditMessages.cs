using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Auditing;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Query;
using DicomNode.Hosting;

namespace DicomNode.Auditing;

/// <summary>What happens in a node, in the messages of PS3.15 §A.5.3.</summary>
internal sealed class AuditMessages(NodeOptions options, SteadyClock clock)
{
    private readonly AuditSource _source = new(options.Audit?.SourceId ?? $"{options.Listener.AeTitle}@{Environment.MachineName}", options.Audit?.EnterpriseSiteId);

    /// <summary>The date of the machine, as other systems have it.</summary>
    private DateTimeOffset Now => clock.Machine.GetUtcNow();

    /// <summary>§A.5.3.1.</summary>
    public AuditMessage Application(bool starts) => Of(
        AuditCodes.ApplicationActivity, AuditAction.Execute, [Node(isRequestor: false) with { Roles = [AuditCodes.Application] }], [], types: [starts ? AuditCodes.ApplicationStart : AuditCodes.ApplicationStop]);

    /// <summary>§A.5.3.7: instances came in.</summary>
    /// <param name="from">Null after a start that had to look them up.</param>
    public AuditMessage Received(string callingAeTitle, IPAddress? from, AuditAction action, AuditObject study, AuditObject? patient, DateTimeOffset at) => Of(
        AuditCodes.DicomInstancesTransferred, action,
        [Peer(callingAeTitle, from?.ToString(), isRequestor: true, AuditCodes.SourceRole), Node(isRequestor: false) with { Roles = [AuditCodes.DestinationRole] }],
        WithPatient(study, patient)) is { } message ? message with { Event = message.Event with { At = at } } : throw new InvalidOperationException();

    /// <summary>§A.5.3.3: instances are about to go out.</summary>
    public AuditMessage SendingBegins(PeerOptions peer, AuditObject study, AuditObject? patient) =>
        Of(AuditCodes.BeginTransferringDicomInstances, AuditAction.Execute, Transfer(peer), WithPatient(study, patient));

    /// <summary>§A.5.3.7: instances went out, or did not.</summary>
    /// <param name="problem">Null: the peer took them.</param>
    public AuditMessage Sent(PeerOptions peer, AuditObject study, AuditObject? patient, string? problem) => Of(
        AuditCodes.DicomInstancesTransferred, AuditAction.Read, Transfer(peer), WithPatient(study, patient), problem is null ? AuditOutcome.Success : AuditOutcome.SeriousFailure, problem);

    /// <summary>§A.5.3.10: somebody asked. Without <see cref="AuditOptions.Patients"/> the query has its attributes, and the values of UIDs only.</summary>
    public AuditMessage Queried(QueryRequest request, string? refused)
    {
        DataSet keys = request.Identifier.Keys;
        if (options.Audit?.Patients != true)
        {
            DataSet plain = new();
            foreach (DataElement key in keys)
            {
                bool isPlain = key.Vr == Vr.UI || key.Tag == Tags.QueryRetrieveLevel;
                plain.Set(isPlain ? key : new ValueElement(key.Tag, key.Vr, default));
            }

            keys = plain;
        }

        AuditObject query = new(QueryModel.StudyRoot.FindSopClassUid, AuditCodes.SopClassUid, 2, 3)
        {
            Query = DataSetWriter.ToArray(keys, TransferSyntax.ExplicitVrLittleEndian),
            Details = [("TransferSyntax", TransferSyntax.ExplicitVrLittleEndian.Uid)],
        };
        return Of(
            AuditCodes.Query, AuditAction.Execute,
            [Peer(request.Association.CallingAeTitle, request.Association.RemoteEndPoint.Address.ToString(), isRequestor: true, AuditCodes.SourceRole), Node(isRequestor: false) with { Roles = [AuditCodes.DestinationRole] }],
            [query], refused is null ? AuditOutcome.Success : AuditOutcome.SeriousFailure, refused);
    }

    /// <summary>§A.5.3.11: somebody came who may not, and was sent away.</summary>
    public AuditMessage Rejected(IPAddress from, string? callingAeTitle, string why) => Of(
        AuditCodes.SecurityAlert, AuditAction.Execute,
        [Node(isRequestor: false), Peer(callingAeTitle ?? from.ToString(), from.ToString(), isRequestor: true, role: null) with { AeTitles = callingAeTitle is null ? [] : [callingAeTitle] }],
        [new(from.ToString(), AuditCodes.NodeId, 2, 13) { Name = "Caller", Details = [("Alert Description", why)] }], AuditOutcome.MinorFailure, why, [AuditCodes.NodeAuthentication]);

    /// <summary>§A.5.3.11: messages could not be kept for a while.</summary>
    public AuditMessage RecordingWasStopped(LostMessages lost)
    {
        string text = $"{lost.Count} audit messages could not be kept and are lost, since {lost.Since:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        return Of(
            AuditCodes.SecurityAlert, AuditAction.Execute, [Node(isRequestor: false)],
            [new(_source.Id, AuditCodes.NodeId, 2, 13) { Name = "Audit recording", Details = [("Alert Description", text)] }], AuditOutcome.SeriousFailure, text, [AuditCodes.AuditRecordingStopped]);
    }

    /// <summary>§A.5.3.12: somebody signed in to the page, or could not.</summary>
    public AuditMessage SignedIn(string user, IPAddress? from, bool succeeded) => Authentication(user, from, AuditCodes.Login, succeeded ? AuditOutcome.Success : AuditOutcome.MinorFailure);

    /// <summary>§A.5.3.12.</summary>
    public AuditMessage SignedOut(string user, IPAddress? from) => Authentication(user, from, AuditCodes.Logout, AuditOutcome.Success);

    private AuditMessage Authentication(string user, IPAddress? from, AuditCode type, AuditOutcome outcome) => Of(
        AuditCodes.UserAuthentication, AuditAction.Execute,
        [new(user, true) { Address = (from ?? IPAddress.Loopback).ToString() }, Node(isRequestor: false)], [], outcome, null, [type]);

    private AuditMessage Of(
        AuditCode id, AuditAction action, AuditParticipant[] participants, AuditObject[] objects, AuditOutcome outcome = AuditOutcome.Success, string? description = null, AuditCode[]? types = null) =>
        new(new(id, action, Now) { Outcome = outcome, OutcomeDescription = description, Types = types ?? [] }, _source, participants, objects);

    private AuditParticipant[] Transfer(PeerOptions peer) =>
        [Node(isRequestor: true) with { Roles = [AuditCodes.SourceRole] }, Peer(peer.AeTitle, null, isRequestor: false, AuditCodes.DestinationRole) with { MachineName = peer.Host }];

    /// <summary>This process, as the journal of its machine names it.</summary>
    private AuditParticipant Node(bool isRequestor) =>
        new($"dicomnode[{Environment.ProcessId}]", isRequestor) { AeTitles = [options.Listener.AeTitle], UserName = "dicomnode", MachineName = Environment.MachineName };

    private static AuditParticipant Peer(string aeTitle, string? address, bool isRequestor, AuditCode? role) =>
        new(aeTitle, isRequestor) { AeTitles = [aeTitle], Address = address, Roles = role is null ? [] : [role] };

    private static AuditObject[] WithPatient(AuditObject study, AuditObject? patient) => patient is null ? [study] : [study, patient];
}

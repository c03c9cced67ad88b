using System.Net;

namespace DicomNode.Receiving;

internal static partial class ReceivingLog // event ids 1000–1099: operators alert on them, so they are never reused
{
    [LoggerMessage(1000, LogLevel.Information, "Listening for DICOM associations as {AeTitle} on {EndPoint}.")]
    public static partial void Listening(ILogger logger, string aeTitle, IPEndPoint endPoint);

    [LoggerMessage(1001, LogLevel.Information, "Association {Association} from {CallingAeTitle} at {Remote} accepted ({Caller}).")]
    public static partial void AssociationAccepted(ILogger logger, long association, string callingAeTitle, IPEndPoint remote, string caller);

    [LoggerMessage(1002, LogLevel.Warning, "Association from {CallingAeTitle} at {Remote} rejected ({Result}/{Source}/{Reason}). {WhatToDo}")]
    public static partial void AssociationRejected(ILogger logger, string callingAeTitle, IPEndPoint remote, byte result, byte source, byte reason, string whatToDo);

    [LoggerMessage(1003, LogLevel.Information, "Association {Association} from {CallingAeTitle} was released.")]
    public static partial void AssociationReleased(ILogger logger, long association, string callingAeTitle);

    [LoggerMessage(1004, LogLevel.Warning, "Association {Association} from {CallingAeTitle} at {Remote} ended early: {How}.")]
    public static partial void AssociationBroken(ILogger logger, long association, string callingAeTitle, IPEndPoint remote, string how);

    [LoggerMessage(1005, LogLevel.Error, "Association {Association} ended by a fault of ours.")]
    public static partial void AssociationFailed(ILogger logger, long association, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "Instance {SopInstanceUid} was not stored and answered A700H: {Problem}")]
    public static partial void StorageFailed(ILogger logger, string sopInstanceUid, string problem);

    [LoggerMessage(1007, LogLevel.Warning, "Instance {SopInstanceUid} from {CallingAeTitle} refused with {Status}: {Problem}")]
    public static partial void InstanceRefused(ILogger logger, string sopInstanceUid, string callingAeTitle, string status, string problem);

    [LoggerMessage(1008, LogLevel.Warning, "Instance {SopInstanceUid} is here already with another content: the first is in use, this one is kept as {Path}.")]
    public static partial void InstanceConflicts(ILogger logger, string sopInstanceUid, string path);

    [LoggerMessage(1009, LogLevel.Warning, "The index cannot take {Count} instances now ({Problem}); their files are safe and it is tried again.")]
    public static partial void IndexBusy(ILogger logger, int count, string problem);

    [LoggerMessage(1010, LogLevel.Information, "Start: {Promoted} instances finished that a crash had left, {Removed} unfinished files removed, {Indexed} files newly indexed, {Interrupted} steps taken up again.")]
    public static partial void Recovered(ILogger logger, int promoted, int removed, int indexed, int interrupted);

    [LoggerMessage(1011, LogLevel.Warning, "Start: {Problem}")]
    public static partial void RecoveryProblem(ILogger logger, string problem);

    [LoggerMessage(1012, LogLevel.Information, "Listening for DICOM associations over TLS as {AeTitle} on {EndPoint}.")]
    public static partial void ListeningSecurely(ILogger logger, string aeTitle, IPEndPoint endPoint);

    [LoggerMessage(1013, LogLevel.Information, "Association {Association} from {CallingAeTitle} at {Remote} accepted over {Protocol} ({CipherSuite}, certificate: {Certificate}; {Caller}).")]
    public static partial void SecureAssociationAccepted(
        ILogger logger, long association, string callingAeTitle, IPEndPoint remote, string protocol, string cipherSuite, string certificate, string caller);

    [LoggerMessage(1014, LogLevel.Warning, "TLS with {Remote} was not agreed on: {Why}.")]
    public static partial void HandshakeFailed(ILogger logger, IPEndPoint remote, string why);

    [LoggerMessage(1015, LogLevel.Warning, "A connection from {Remote} was closed at once: too many without an association are open (Listener:MaxPendingPerAddress).")]
    public static partial void ConnectionRefused(ILogger logger, IPEndPoint remote);

    [LoggerMessage(1016, LogLevel.Warning, "{Address} caused {Count} more lines about rejected or broken associations, and instances that were refused, could not be stored, or are here already with another content; they were left out.")]
    public static partial void TroubleNotTold(ILogger logger, int count, IPAddress address);

    [LoggerMessage(1017, LogLevel.Warning, "Files without a row in the index cannot be looked for now ({Problem}); it is tried again.")]
    public static partial void CatchUpPutOff(ILogger logger, string problem);

    [LoggerMessage(1018, LogLevel.Error, "{Damage} It is now {Aside}. Look at the disk and at what else writes into the data folder.")]
    public static partial void IndexDamaged(ILogger logger, string damage, string? aside);

    [LoggerMessage(1019, LogLevel.Warning, "The index was made again: {Added} instances; {Resting} series older than {Recent} rest until somebody asks for them. Results that were made before are not made differently, and are sent again.")]
    public static partial void IndexMadeAgain(ILogger logger, int added, int resting, TimeSpan recent);

    [LoggerMessage(1050, LogLevel.Information, "A query of {CallingAeTitle} on association {Association} was answered {Status} with {Matches} matches.")]
    public static partial void QueryAnswered(ILogger logger, long association, string callingAeTitle, string status, int matches);
}

using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>A DIMSE command. PS3.7 §6.3.1: a data set of group 0000, always implicit VR little endian.</summary>
internal sealed class CommandSet(DataSet elements)
{
    /// <summary>Command Data Set Type (0000,0800): no data set follows. Any other value: one does.</summary>
    private const ushort NoDataSet = 0x0101;

    private const ushort DataSetFollows = 0x0000;
    private const int MaxErrorComment = 64; // LO

    /// <summary>Null when absent, which no proper command has.</summary>
    public CommandField? Field => (CommandField?)UInt16(Tags.CommandField);

    public bool IsResponse => Field is { } value && ((int)value & 0x8000) != 0;

    public ushort? MessageId => UInt16(Tags.MessageId);

    public ushort? MessageIdBeingRespondedTo => UInt16(Tags.MessageIdBeingRespondedTo);

    public bool HasDataSet => UInt16(Tags.CommandDataSetType) is { } type && type != NoDataSet;

    public DimseStatus? Status => UInt16(Tags.Status) is { } code ? new DimseStatus(code) : null;

    /// <summary>In the peer's words, as they may stand in a log line.</summary>
    public string? ErrorComment => elements.GetString(Tags.ErrorComment) is { } comment ? AeTitle.Printable(comment, MaxErrorComment) : null;

    public string AffectedSopClassUid => elements.GetString(Tags.AffectedSopClassUid) ?? "";

    public string AffectedSopInstanceUid => elements.GetString(Tags.AffectedSopInstanceUid) ?? "";

    /// <summary>Of a DIMSE-N request, where a DIMSE-C request has the affected ones.</summary>
    public string RequestedSopClassUid => elements.GetString(Tags.RequestedSopClassUid) ?? "";

    /// <inheritdoc cref="RequestedSopClassUid"/>
    public string RequestedSopInstanceUid => elements.GetString(Tags.RequestedSopInstanceUid) ?? "";

    public ushort? ActionTypeId => UInt16(Tags.ActionTypeId);

    public ushort? EventTypeId => UInt16(Tags.EventTypeId);

    /// <summary>Where a C-MOVE goes.</summary>
    public string MoveDestination => elements.GetString(Tags.MoveDestination) ?? "";

    /// <summary>The counts of a C-MOVE or C-GET response; those that are absent are null.</summary>
    public SubOperations SubOperations => new(
        UInt16(Tags.NumberOfRemainingSuboperations), UInt16(Tags.NumberOfCompletedSuboperations),
        UInt16(Tags.NumberOfFailedSuboperations), UInt16(Tags.NumberOfWarningSuboperations));

    public MoveOriginator? MoveOriginator => elements.GetString(Tags.MoveOriginatorApplicationEntityTitle) is { } title
        ? new(AeTitle.Printable(title), UInt16(Tags.MoveOriginatorMessageId) ?? 0)
        : null;

    /// <exception cref="DicomProtocolException">The bytes are no data set.</exception>
    public static CommandSet Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new(DataSetReader.Read(bytes, TransferSyntax.ImplicitVrLittleEndian));
        }
        catch (DicomDataException e)
        {
            throw new DicomProtocolException($"A command set cannot be read: {e.Message}", e);
        }
    }

    public static CommandSet Echo(ushort messageId) =>
        Request(CommandField.EchoRequest, messageId, Uids.Verification, NoDataSet);

    public static CommandSet Store(ushort messageId, InstanceSource instance)
    {
        CommandSet command = Request(CommandField.StoreRequest, messageId, instance.SopClassUid, DataSetFollows);
        command.Elements.SetNumber(Tags.Priority, 0).SetString(Tags.AffectedSopInstanceUid, instance.SopInstanceUid);
        if (instance.MoveOriginator is { } originator)
        {
            command.Elements
                .SetString(Tags.MoveOriginatorApplicationEntityTitle, originator.AeTitle)
                .SetNumber(Tags.MoveOriginatorMessageId, originator.MessageId);
        }

        return command;
    }

    /// <summary>C-FIND, C-GET or C-MOVE; the identifier follows. PS3.7 §9.1.2–9.1.4.</summary>
    /// <param name="moveDestination">For C-MOVE only.</param>
    public static CommandSet Query(CommandField field, ushort messageId, string sopClassUid, string? moveDestination = null)
    {
        CommandSet command = Request(field, messageId, sopClassUid, DataSetFollows);
        command.Elements.SetNumber(Tags.Priority, 0);
        if (moveDestination is not null)
        {
            command.Elements.SetString(Tags.MoveDestination, moveDestination);
        }

        return command;
    }

    /// <summary>C-CANCEL. PS3.7 §9.3.2.3.</summary>
    public static CommandSet Cancel(ushort messageId) => new(new DataSet()
        .SetNumber(Tags.CommandField, (ushort)CommandField.CancelRequest)
        .SetNumber(Tags.MessageIdBeingRespondedTo, messageId)
        .SetNumber(Tags.CommandDataSetType, NoDataSet));

    /// <summary>N-ACTION with action information. PS3.7 §10.3.4.</summary>
    public static CommandSet Action(ushort messageId, string sopClassUid, string sopInstanceUid, ushort actionType) => new(new DataSet()
        .SetString(Tags.RequestedSopClassUid, sopClassUid)
        .SetNumber(Tags.CommandField, (ushort)CommandField.ActionRequest)
        .SetNumber(Tags.MessageId, messageId)
        .SetNumber(Tags.CommandDataSetType, DataSetFollows)
        .SetString(Tags.RequestedSopInstanceUid, sopInstanceUid)
        .SetNumber(Tags.ActionTypeId, actionType));

    /// <summary>N-EVENT-REPORT with event information. PS3.7 §10.3.1.</summary>
    public static CommandSet EventReport(ushort messageId, string sopClassUid, string sopInstanceUid, ushort eventType)
    {
        CommandSet command = Request(CommandField.EventReportRequest, messageId, sopClassUid, DataSetFollows);
        command.Elements.SetString(Tags.AffectedSopInstanceUid, sopInstanceUid).SetNumber(Tags.EventTypeId, eventType);
        return command;
    }

    /// <summary>The response to this request, without a data set unless one is announced.</summary>
    public CommandSet Respond(DimseStatus status, string? errorComment = null, bool dataSetFollows = false)
    {
        DataSet response = new DataSet().CopyFrom(elements, Tags.AffectedSopClassUid, Tags.AffectedSopInstanceUid, Tags.EventTypeId, Tags.ActionTypeId)
            .SetNumber(Tags.CommandField, (ushort)(Field ?? 0) | 0x8000)
            .SetNumber(Tags.MessageIdBeingRespondedTo, MessageId ?? 0)
            .SetNumber(Tags.CommandDataSetType, dataSetFollows ? DataSetFollows : NoDataSet)
            .SetNumber(Tags.Status, status.Code);
        if (RequestedSopClassUid.Length > 0)
        {
            response.SetString(Tags.AffectedSopClassUid, RequestedSopClassUid).SetString(Tags.AffectedSopInstanceUid, RequestedSopInstanceUid);
        }

        if (errorComment is not null)
        {
            response.SetString(Tags.ErrorComment, errorComment.Length > MaxErrorComment ? errorComment[..MaxErrorComment] : errorComment);
        }

        return new(response);
    }

    /// <summary>With the group length (0000,0000) in front.</summary>
    public byte[] ToArray()
    {
        DataSet whole = elements.Clone();
        whole.Remove(Tags.CommandGroupLength);
        int length = DataSetWriter.ToArray(whole, TransferSyntax.ImplicitVrLittleEndian).Length;
        return DataSetWriter.ToArray(whole.SetNumber(Tags.CommandGroupLength, length), TransferSyntax.ImplicitVrLittleEndian);
    }

    private DataSet Elements => elements;

    private static CommandSet Request(CommandField field, ushort messageId, string sopClassUid, ushort dataSetType) => new(new DataSet()
        .SetString(Tags.AffectedSopClassUid, sopClassUid)
        .SetNumber(Tags.CommandField, (ushort)field)
        .SetNumber(Tags.MessageId, messageId)
        .SetNumber(Tags.CommandDataSetType, dataSetType));

    /// <summary>A value of another length than two bytes is no value: nothing a peer sends may fail here.</summary>
    private ushort? UInt16(Tag tag) => elements.GetBytes(tag) is { Length: 2 } bytes
        ? System.Buffers.Binary.BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span)
        : null;
}

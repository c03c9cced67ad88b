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

    public string? ErrorComment => elements.GetString(Tags.ErrorComment);

    public string AffectedSopClassUid => elements.GetString(Tags.AffectedSopClassUid) ?? "";

    public string AffectedSopInstanceUid => elements.GetString(Tags.AffectedSopInstanceUid) ?? "";

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

    /// <summary>The response to this request, without a data set.</summary>
    public CommandSet Respond(DimseStatus status, string? errorComment = null)
    {
        DataSet response = new DataSet().CopyFrom(elements, Tags.AffectedSopClassUid, Tags.AffectedSopInstanceUid)
            .SetNumber(Tags.CommandField, (ushort)(Field ?? 0) | 0x8000)
            .SetNumber(Tags.MessageIdBeingRespondedTo, MessageId ?? 0)
            .SetNumber(Tags.CommandDataSetType, NoDataSet)
            .SetNumber(Tags.Status, status.Code);
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

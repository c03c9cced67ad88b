namespace DicomNode.Dicom.Network.Associations;

/// <summary>What to do, and the state that follows.</summary>
internal readonly record struct AssociationStep(AssociationAction Do, AssociationState Then);

/// <summary>PS3.8 Table 9-10, both roles. Pure: no socket, no clock, no log. What an action does is in <see cref="AssociationActions"/>.</summary>
internal static class AssociationMachine
{
    /// <summary>A row for each event, a column for each state, as in the standard; a dot is a cell that the standard leaves blank.</summary>
    private const string Table = """
        Sta    1    2    3    4    5    6    7    8    9   10   11   12   13
        1    AE1    .    .    .    .    .    .    .    .    .    .    .    .
        2      .    .    .  AE2    .    .    .    .    .    .    .    .    .
        3      .  AA1  AA8    .  AE3  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA6
        4      .  AA1  AA8    .  AE4  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA6
        5    AE5    .    .    .    .    .    .    .    .    .    .    .    .
        6      .  AE6  AA8    .  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA7
        7      .    .  AE7    .    .    .    .    .    .    .    .    .    .
        8      .    .  AE8    .    .    .    .    .    .    .    .    .    .
        9      .    .    .    .    .  DT1    .  AR7    .    .    .    .    .
        10     .  AA1  AA8    .  AA8  DT2  AR6  AA8  AA8  AA8  AA8  AA8  AA6
        11     .    .    .    .    .  AR1    .    .    .    .    .    .    .
        12     .  AA1  AA8    .  AA8  AR2  AR8  AA8  AA8  AA8  AA8  AA8  AA6
        13     .  AA1  AA8    .  AA8  AA8  AR3  AA8  AA8 AR10  AR3  AA8  AA6
        14     .    .    .    .    .    .    .  AR4  AR9    .    .  AR4    .
        15     .    .  AA1  AA2  AA1  AA1  AA1  AA1  AA1  AA1  AA1  AA1    .
        16     .  AA2  AA3    .  AA3  AA3  AA3  AA3  AA3  AA3  AA3  AA3  AA2
        17     .  AA5  AA4  AA4  AA4  AA4  AA4  AA4  AA4  AA4  AA4  AA4  AR5
        18     .  AA2    .    .    .    .    .    .    .    .    .    .  AA2
        19     .  AA1  AA8    .  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA8  AA7
        """;

    private const int States = 13;
    private static readonly AssociationAction?[] s_cells = Parse();

    /// <summary>Null where the standard leaves the cell blank: the event cannot happen there, or no longer matters.</summary>
    public static AssociationStep? Next(AssociationState state, AssociationEvent evt, AssociationRole role) =>
        s_cells[(((int)evt - 1) * States) + (int)state - 1] is { } action ? new(action, After(action, state, role)) : null;

    /// <summary>The next state belongs to the action, Tables 9-6 to 9-9.</summary>
    private static AssociationState After(AssociationAction action, AssociationState state, AssociationRole role) => action switch
    {
        AssociationAction.AE1 => AssociationState.AwaitingConnection,
        AssociationAction.AE2 => AssociationState.AwaitingAnswer,
        AssociationAction.AE3 or AssociationAction.AE7 or AssociationAction.DT1 or AssociationAction.DT2 => AssociationState.Established,
        AssociationAction.AE5 => AssociationState.AwaitingRequest,
        AssociationAction.AE6 => AssociationState.AwaitingLocalAnswer, // what the provider refuses leaves by AE8, from there
        AssociationAction.AR1 or AssociationAction.AR6 => AssociationState.AwaitingReleaseResponse,
        AssociationAction.AR2 or AssociationAction.AR7 => AssociationState.AwaitingLocalReleaseResponse,
        AssociationAction.AR8 when role == AssociationRole.Requestor => AssociationState.CollisionRequestorAwaitingLocal,
        AssociationAction.AR8 => AssociationState.CollisionAcceptorAwaitingPeer,
        AssociationAction.AR9 => AssociationState.CollisionRequestorAwaitingPeer,
        AssociationAction.AR10 => AssociationState.CollisionAcceptorAwaitingLocal,
        AssociationAction.AE8 or AssociationAction.AR4 => AssociationState.AwaitingClose,
        AssociationAction.AA1 or AssociationAction.AA6 or AssociationAction.AA7 or AssociationAction.AA8 => AssociationState.AwaitingClose,
        AssociationAction.AE4 or AssociationAction.AR3 or AssociationAction.AR5 => AssociationState.Idle,
        AssociationAction.AA2 or AssociationAction.AA3 or AssociationAction.AA4 or AssociationAction.AA5 => AssociationState.Idle,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, $"in {state}"),
    };

    private static AssociationAction?[] Parse() =>
    [
        .. Table.Split('\n').Skip(1)
            .SelectMany(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            .Select(cell => cell.Trim() == "." ? (AssociationAction?)null : Enum.Parse<AssociationAction>(cell)),
    ];
}

using DicomNode.Dicom.Network.Associations;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Associations;

/// <summary>All 13 × 19 pairs for both roles, against PS3.8 Tables 9-6 to 9-10 written out a second time, by what happens instead of by cell.</summary>
public class AssociationMachineTests
{
    /// <summary>Event: "states→action next" …; the states as the standard numbers them.</summary>
    private static readonly Dictionary<int, string> s_rows = new()
    {
        [1] = "1:AE1>4",
        [2] = "4:AE2>5",
        [3] = "2:AA1>13 3:AA8>13 5:AE3>6 6-12:AA8>13 13:AA6>13",
        [4] = "2:AA1>13 3:AA8>13 5:AE4>1 6-12:AA8>13 13:AA6>13",
        [5] = "1:AE5>2",
        [6] = "2:AE6>3 3:AA8>13 5-12:AA8>13 13:AA7>13",
        [7] = "3:AE7>6",
        [8] = "3:AE8>13",
        [9] = "6:DT1>6 8:AR7>8",
        [10] = "2:AA1>13 3:AA8>13 5:AA8>13 6:DT2>6 7:AR6>7 8-12:AA8>13 13:AA6>13",
        [11] = "6:AR1>7",
        [12] = "2:AA1>13 3:AA8>13 5:AA8>13 6:AR2>8 7:AR8>9|10 8-12:AA8>13 13:AA6>13",
        [13] = "2:AA1>13 3:AA8>13 5-6:AA8>13 7:AR3>1 8-9:AA8>13 10:AR10>12 11:AR3>1 12:AA8>13 13:AA6>13",
        [14] = "8:AR4>13 9:AR9>11 12:AR4>13",
        [15] = "3:AA1>13 4:AA2>1 5-12:AA1>13",
        [16] = "2:AA2>1 3:AA3>1 5-12:AA3>1 13:AA2>1",
        [17] = "2:AA5>1 3-12:AA4>1 13:AR5>1",
        [18] = "2:AA2>1 13:AA2>1",
        [19] = "2:AA1>13 3:AA8>13 5-12:AA8>13 13:AA7>13",
    };

    [Fact]
    public void Every_pair_of_state_and_event_does_what_the_standard_says_in_both_roles()
    {
        foreach (AssociationRole role in Enum.GetValues<AssociationRole>())
        {
            for (int evt = 1; evt <= 19; evt++)
            {
                for (int state = 1; state <= 13; state++)
                {
                    AssociationStep? step = AssociationMachine.Next((AssociationState)state, (AssociationEvent)evt, role);
                    Assert.Equal(
                        $"Evt{evt} Sta{state} {role}: {Expected(evt, state, role)}",
                        $"Evt{evt} Sta{state} {role}: {(step is { } s ? $"{s.Do}>{(int)s.Then}" : "-")}");
                }
            }
        }
    }

    [Fact]
    public void An_acceptor_goes_from_a_connection_to_a_release_and_back_to_idle()
    {
        AssociationState state = AssociationState.Idle;
        foreach (AssociationEvent evt in new[]
        {
            AssociationEvent.ConnectionOpened, AssociationEvent.RequestReceived, AssociationEvent.LocallyAccepted, AssociationEvent.DataReceived,
            AssociationEvent.DataToSend, AssociationEvent.ReleaseRequestReceived, AssociationEvent.ReleaseAnswered, AssociationEvent.ConnectionClosed,
        })
        {
            state = AssociationMachine.Next(state, evt, AssociationRole.Acceptor)!.Value.Then;
        }

        Assert.Equal(AssociationState.Idle, state);
    }

    private static string Expected(int evt, int state, AssociationRole role)
    {
        foreach (string cell in s_rows[evt].Split(' '))
        {
            string[] parts = cell.Split(':', '-', '>');
            (int from, int to) = (int.Parse(parts[0]), int.Parse(parts.Length == 4 ? parts[1] : parts[0]));
            if (state >= from && state <= to)
            {
                string[] next = parts[^1].Split('|');
                return $"{parts[^2]}>{(role == AssociationRole.Requestor ? next[0] : next[^1])}";
            }
        }

        return "-";
    }
}

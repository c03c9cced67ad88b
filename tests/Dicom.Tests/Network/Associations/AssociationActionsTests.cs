using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Associations;

/// <summary>What each action of PS3.8 Tables 9-6 to 9-9 does: the PDU it sends, what becomes of ARTIM, what the user is told, whether the connection is closed.</summary>
public sealed class AssociationActionsTests : IAssociationUser, IDisposable
{
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(5);
    private readonly HandMovedClock _clock = new();
    private readonly MemoryStream _wire = new();
    private readonly List<string> _told = [];
    private readonly PduOutput _output;
    private readonly AssociationTimer _artim;
    private readonly AssociationActions _actions;
    private bool _expired;
    private bool _closed;

    public AssociationActionsTests()
    {
        _output = new(_wire);
        _artim = new(_clock, () => _expired = true);
        _actions = new(_output, this, _artim, new(TimeSpan.FromSeconds(30), s_closing), () => _closed = true);
    }

    [Theory]
    [InlineData("AE1", "sends nothing", "ARTIM as it was", "", "stays open")]
    [InlineData("AE2", "sends 01", "ARTIM as it was", "", "stays open")]
    [InlineData("AE3", "sends nothing", "ARTIM as it was", "accepted", "stays open")]
    [InlineData("AE4", "sends nothing", "ARTIM as it was", "RejectedByPeer", "closes")]
    [InlineData("AE5", "sends nothing", "ARTIM starts", "", "stays open")]
    [InlineData("AE6", "sends nothing", "ARTIM stops", "requested", "stays open")]
    [InlineData("AE7", "sends 01", "ARTIM as it was", "", "stays open")] // what the user hands over; here the test's PDU
    [InlineData("AE8", "sends 03", "ARTIM starts", "RejectedByUs", "stays open")]
    [InlineData("DT1", "sends 01", "ARTIM as it was", "", "stays open")]
    [InlineData("DT2", "sends nothing", "ARTIM as it was", "data", "stays open")]
    [InlineData("AR1", "sends 01", "ARTIM as it was", "", "stays open")]
    [InlineData("AR2", "sends nothing", "ARTIM as it was", "release", "stays open")]
    [InlineData("AR3", "sends nothing", "ARTIM as it was", "Released", "closes")]
    [InlineData("AR4", "sends 06", "ARTIM starts", "Released", "stays open")]
    [InlineData("AR5", "sends nothing", "ARTIM stops", "ConnectionLost", "closes")]
    [InlineData("AR6", "sends nothing", "ARTIM as it was", "data", "stays open")]
    [InlineData("AR7", "sends 01", "ARTIM as it was", "", "stays open")]
    [InlineData("AR8", "sends nothing", "ARTIM as it was", "release", "stays open")]
    [InlineData("AR9", "sends 01", "ARTIM as it was", "", "stays open")]
    [InlineData("AR10", "sends nothing", "ARTIM as it was", "release", "stays open")]
    [InlineData("AA1", "sends 07", "ARTIM starts", "AbortedByUs", "stays open")]
    [InlineData("AA2", "sends nothing", "ARTIM stops", "AbortedByUs", "closes")]
    [InlineData("AA3", "sends nothing", "ARTIM as it was", "AbortedByPeer", "closes")]
    [InlineData("AA4", "sends nothing", "ARTIM as it was", "ConnectionLost", "closes")]
    [InlineData("AA5", "sends nothing", "ARTIM stops", "ConnectionLost", "closes")]
    [InlineData("AA6", "sends nothing", "ARTIM as it was", "", "stays open")]
    [InlineData("AA7", "sends 07", "ARTIM as it was", "", "stays open")]
    [InlineData("AA8", "sends 07", "ARTIM starts", "AbortedByUs", "stays open")]
    public async Task An_action_does_what_its_row_says(string action, string sends, string artim, string tells, string closes)
    {
        AssociationInput input = new() { Outgoing = new byte[] { 1, 0, 0, 0, 0, 0 }, Reject = AssociateReject.NoReasonGiven, Abort = action == "AA3" ? Abort.ByUser : null };
        foreach (bool running in new[] { false, true })
        {
            Reset(running);
            await _actions.RunAsync(Enum.Parse<AssociationAction>(action), input, default);
            Assert.Equal(sends, _wire.Length == 0 ? "sends nothing" : $"sends {_wire.ToArray()[0]:X2}");
            Assert.Equal(closes, _closed ? "closes" : "stays open");
            _clock.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(artim switch { "ARTIM starts" => true, "ARTIM stops" => false, _ => running }, _expired);
        }

        Assert.Equal(tells, string.Join(' ', _told.Distinct()));
    }

    [Fact]
    public async Task The_end_is_told_once()
    {
        await _actions.RunAsync(AssociationAction.AA8, default, default);
        await _actions.RunAsync(AssociationAction.AA4, default, default);
        Assert.Equal("AbortedByUs", Assert.Single(_told));
    }

    [Fact]
    public async Task A_peer_that_goes_on_after_our_last_pdu_does_not_put_off_the_close()
    {
        await _actions.RunAsync(AssociationAction.AA8, default, default);
        for (int second = 0; second < 5; second++)
        {
            Assert.False(_expired);
            await _actions.RunAsync(AssociationAction.AA7, default, default);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_expired);
    }

    public void Dispose()
    {
        _artim.Dispose();
        _output.Dispose();
        _wire.Dispose();
    }

    private void Reset(bool artimRuns)
    {
        _wire.SetLength(0);
        (_closed, _expired) = (false, false);
        _artim.Stop();
        if (artimRuns)
        {
            _artim.Start(s_closing);
        }
    }

    ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken) => Tell("requested");

    void IAssociationUser.Accepted(AssociateAccept accept) => _told.Add("accepted");

    ValueTask IAssociationUser.DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken) => Tell("data");

    ValueTask IAssociationUser.ReleaseRequestedAsync(CancellationToken cancellationToken) => Tell("release");

    void IAssociationUser.Ended(AssociationEnd end) => _told.Add(end.Kind.ToString());

    private ValueTask Tell(string what)
    {
        _told.Add(what);
        return ValueTask.CompletedTask;
    }
}

using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Tests.Rows;

/// <summary>Every pair of state and event has an answer: the next state, or that it cannot happen.</summary>
public class LifeTests
{
    [Fact]
    public void A_new_instance_opens_a_series_in_every_state() =>
        Assert.All(Enum.GetValues<SeriesState>(), s => Assert.Equal(SeriesState.Receiving, SeriesLife.Next(s, SeriesEvent.InstanceStored)));

    [Fact]
    public void A_receiving_series_can_only_receive_or_close() =>
        Assert.Equal([SeriesEvent.InstanceStored, SeriesEvent.Closed], Possible<SeriesEvent>(e => SeriesLife.Next(SeriesState.Receiving, e)));

    [Fact]
    public void Every_state_of_a_series_can_be_reached() =>
        Assert.Equal(Enum.GetValues<SeriesState>(), Reached<SeriesState, SeriesEvent>(SeriesState.Receiving, SeriesLife.Next));

    [Fact]
    public void A_done_job_stays_done_unless_its_result_is_lost_and_every_other_can_be_superseded()
    {
        Assert.Equal([JobEvent.Requested, JobEvent.ResultLost], Possible<JobEvent>(e => JobLife.Next(JobState.Done, e)));
        Assert.Equal(JobState.Done, JobLife.Next(JobState.Done, JobEvent.Requested));
        Assert.Equal(Enum.GetValues<JobState>(), Reached<JobState, JobEvent>(JobState.Queued, JobLife.Next));
    }

    [Fact]
    public void What_is_delivered_stays_so_unless_the_peer_disowns_it_and_a_dead_letter_waits_for_an_operator()
    {
        Assert.Equal([DeliveryEvent.GaveUp, DeliveryEvent.Disowned], Possible<DeliveryEvent>(e => DeliveryLife.Next(DeliveryState.Delivered, e)));
        Assert.Equal([DeliveryEvent.GaveUp, DeliveryEvent.Disowned], Possible<DeliveryEvent>(e => DeliveryLife.Next(DeliveryState.DeliveredWithWarning, e)));
        Assert.Equal([DeliveryEvent.Restored], Possible<DeliveryEvent>(e => DeliveryLife.Next(DeliveryState.Superseded, e)));
        Assert.Equal([DeliveryEvent.RetriedByOperator], Possible<DeliveryEvent>(e => DeliveryLife.Next(DeliveryState.DeadLetter, e)));
        Assert.Equal(Enum.GetValues<DeliveryState>(), Reached<DeliveryState, DeliveryEvent>(DeliveryState.Pending, DeliveryLife.Next));
    }

    [Theory]
    [InlineData(SeriesEvent.AllDelivered, new[] { JobState.Done }, new[] { DeliveryState.Delivered, DeliveryState.DeliveredWithWarning })]
    [InlineData(SeriesEvent.AllDelivered, new[] { JobState.Done }, new[] { DeliveryState.Delivered, DeliveryState.Superseded })]
    [InlineData(SeriesEvent.AllDelivered, new[] { JobState.Done }, new DeliveryState[0])]
    [InlineData(SeriesEvent.DeliveriesOpen, new[] { JobState.Done }, new[] { DeliveryState.DeadLetter, DeliveryState.Sending })]
    [InlineData(SeriesEvent.DeliveryGivenUp, new[] { JobState.Done }, new[] { DeliveryState.Delivered, DeliveryState.DeadLetter })]
    [InlineData(SeriesEvent.JobFailed, new[] { JobState.Done, JobState.Failed }, new[] { DeliveryState.Pending })]
    [InlineData(SeriesEvent.JobsOpen, new[] { JobState.Failed, JobState.Blocked }, new DeliveryState[0])]
    public void Jobs_and_deliveries_add_up_to_one_event(SeriesEvent expected, JobState[] jobs, DeliveryState[] deliveries) =>
        Assert.Equal(expected, SeriesSettlement.Sum(jobs, deliveries));

    private static IEnumerable<TEvent> Possible<TEvent>(Action<TEvent> next)
        where TEvent : struct, Enum =>
        Enum.GetValues<TEvent>().Where(e => Record.Exception(() => next(e)) is null);

    private static SortedSet<TState> Reached<TState, TEvent>(TState start, Func<TState, TEvent, TState> next)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        SortedSet<TState> reached = [start];
        Queue<TState> open = new([start]);
        while (open.TryDequeue(out TState state))
        {
            foreach (TEvent happened in Possible<TEvent>(e => next(state, e)))
            {
                if (reached.Add(next(state, happened)))
                {
                    open.Enqueue(next(state, happened));
                }
            }
        }

        return reached;
    }
}

using static DicomNode.Storage.Rows.SeriesEvent;
using static DicomNode.Storage.Rows.SeriesState;

namespace DicomNode.Storage.Rows;

/// <summary>The life of a series as a table. Pure: no clock, no database.</summary>
public static class SeriesLife
{
    /// <exception cref="InvalidOperationException">The event cannot happen in that state: a bug of ours, no sender can cause it.</exception>
    public static SeriesState Next(SeriesState state, SeriesEvent happened) => (state, happened) switch
    {
        (_, InstanceStored) => Receiving, // a late instance opens it again, as a new generation

        (Receiving, Closed) => Complete,

        (Complete, HeldOpen) => Receiving,
        (Complete, FoundIncomplete) => Incomplete,
        (Complete, NoRoute) => NotRouted,
        (Complete, JobFailed) => Failed, // its files could not be read, say
        (Complete, InputsMissing) => Unmatched,

        // a job of several series takes those along that were waiting, or had been given up
        (Complete or Segmenting or Delivering or Done or Failed or Waiting or Unmatched or NotRouted, JobsOpen) => Segmenting,
        (Segmenting or Delivering or Done or Failed, JobFailed) => Failed,
        (Complete or Segmenting or Delivering or Done or Failed, DeliveriesOpen) => Delivering,
        (Complete or Segmenting or Delivering or Done or Failed, DeliveryGivenUp) => Failed,
        (Complete or Segmenting or Delivering or Done or Failed, AllDelivered) => Done,

        (Complete or Segmenting or Delivering or Done, InputsAwaited) => Waiting, // for another model

        (Complete or Incomplete or NotRouted or Failed or Done or Delivering or Waiting or Unmatched, SegmentRequested) => Complete,
        (Segmenting or Delivering or Done or Failed or Waiting or Unmatched, Reconsidered) => Complete,
        (Segmenting, SegmentRequested) => Segmenting, // is being done

        _ => throw new InvalidOperationException($"{happened} cannot happen to a series that is {state}."),
    };
}

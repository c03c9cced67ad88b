using System.Globalization;

namespace DicomNode.Assembling;

/// <summary>Weighs what is known about a series that has been still for a moment. Pure.</summary>
internal static class Completeness
{
    /// <summary>
    /// Evidence that all of it is here. The archive's own count decides when there is one. Otherwise the associations have to be released in
    /// order, and either one of them brought everything (a sender that opens one per instance proves nothing by closing it) or the images name their number.
    /// </summary>
    /// <param name="here">Instances in the index, conflicts not counted.</param>
    /// <returns>The sentence for the record, without a full stop; null: nothing speaks for it, time has to.</returns>
    public static string? Evidence(int here, ArrivalFacts? arrival, ArchiveCount? archive)
    {
        if (archive is not null)
        {
            return archive.Instances == here ? Text($"{archive.AeTitle} holds {here} instances of it, and all are here") : null;
        }

        if (arrival is not { AllReleased: true } || arrival.Instances != here)
        {
            return null;
        }

        return arrival.ImagesInAcquisition == here ? Text($"the images say that {here} belong together, and all are here")
            : arrival.Associations == 1 && here > 1 ? Text($"the sender released its association after {here} instances")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

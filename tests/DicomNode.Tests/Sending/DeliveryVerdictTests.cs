using DicomNode.Dicom.Network;
using DicomNode.Sending;
using Xunit;

namespace DicomNode.DicomNode.Tests.Sending;

public sealed class DeliveryVerdictTests
{
    [Theory]
    [InlineData(0x0000, false, nameof(DeliveryOutcome.Delivered))]
    [InlineData(0xB000, false, nameof(DeliveryOutcome.DeliveredWithWarning))]
    [InlineData(0xB006, false, nameof(DeliveryOutcome.DeliveredWithWarning))]
    [InlineData(0xB007, false, nameof(DeliveryOutcome.DeliveredWithWarning))]
    [InlineData(0xA700, false, nameof(DeliveryOutcome.TryAgain))]
    [InlineData(0xA702, false, nameof(DeliveryOutcome.TryAgain))]
    [InlineData(0xA900, false, nameof(DeliveryOutcome.GiveUp))]
    [InlineData(0xC123, false, nameof(DeliveryOutcome.GiveUp))]
    [InlineData(0x0122, false, nameof(DeliveryOutcome.GiveUp))]
    [InlineData(0x0124, false, nameof(DeliveryOutcome.GiveUp))]
    [InlineData(0x0111, false, nameof(DeliveryOutcome.GiveUp))]
    [InlineData(0x0111, true, nameof(DeliveryOutcome.Delivered))]
    public void A_status_is_final_or_passing_as_the_standard_means_it(int status, bool mayHaveLanded, string outcome) =>
        Assert.Equal(outcome, DeliveryVerdict.Of(new StoreResponse(new DimseStatus((ushort)status), null), mayHaveLanded).Outcome.ToString());

    [Theory]
    [InlineData(typeof(FileNotFoundException), nameof(DeliveryOutcome.GiveUp))]
    [InlineData(typeof(EndOfStreamException), nameof(DeliveryOutcome.GiveUp))]
    [InlineData(typeof(DirectoryNotFoundException), nameof(DeliveryOutcome.TryAgain))]
    [InlineData(typeof(UnauthorizedAccessException), nameof(DeliveryOutcome.TryAgain))]
    [InlineData(typeof(IOException), nameof(DeliveryOutcome.TryAgain))]
    public void A_file_that_is_gone_stays_gone_and_one_that_cannot_be_read_may_be_later(Type failure, string outcome) =>
        Assert.Equal(outcome, DeliveryVerdict.OfUnreadable((Exception)Activator.CreateInstance(failure)!).Outcome.ToString());

    [Fact]
    public void The_peers_own_words_are_kept() =>
        Assert.Contains("disk quota", DeliveryVerdict.Of(new StoreResponse(DimseStatus.OutOfResources, "disk quota"), false).Reason);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(4, 80)]
    [InlineData(9, 1800)]
    [InlineData(1000, 1800)]
    public void Delays_double_up_to_the_longest_and_jitter_takes_at_most_half(int attempts, double seconds)
    {
        TimeSpan first = TimeSpan.FromSeconds(10), longest = TimeSpan.FromMinutes(30);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.DelayAfter(attempts, first, longest, 1));
        Assert.Equal(TimeSpan.FromSeconds(seconds / 2), RetrySchedule.DelayAfter(attempts, first, longest, 0));
    }
}

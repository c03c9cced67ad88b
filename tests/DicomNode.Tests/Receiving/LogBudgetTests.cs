using System.Net;
using DicomNode.Receiving;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DicomNode.Tests.Receiving;

/// <summary>A hostile peer fills no disk with log lines, and hides no other peer's trouble.</summary>
public sealed class LogBudgetTests : TimeProvider, ILogger<LogBudget>
{
    private static readonly IPAddress s_bad = new([10, 0, 0, 1]), s_other = new([10, 0, 0, 2]);
    private readonly List<string> _lines = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    [Fact]
    public void What_one_address_causes_is_bounded_and_the_rest_is_told_in_one_line_a_minute()
    {
        LogBudget budget = new(this, this);
        Assert.Equal(LogBudget.AtOnce, Enumerable.Range(0, 10_000).Count(_ => budget.MayTell(s_bad)));
        Assert.True(budget.IsSpent(s_bad));
        Assert.Empty(_lines);
        _now += TimeSpan.FromMinutes(1);
        Assert.Equal(LogBudget.EachMinute, Enumerable.Range(0, 10_000).Count(_ => budget.MayTell(s_bad)));
        Assert.Contains($"{s_bad} caused {10_000 - LogBudget.AtOnce} more lines", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_address_has_its_own()
    {
        LogBudget budget = new(this, this);
        Assert.Equal(LogBudget.AtOnce, Enumerable.Range(0, 100).Count(_ => budget.MayTell(s_bad)));
        Assert.False(budget.IsSpent(s_other));
        Assert.True(budget.MayTell(s_other));
    }

    [Fact]
    public void After_a_quiet_time_everything_is_told_again()
    {
        LogBudget budget = new(this, this);
        Assert.Equal(LogBudget.AtOnce, Enumerable.Range(0, 100).Count(_ => budget.MayTell(s_bad)));
        _now += TimeSpan.FromMinutes(10);
        Assert.False(budget.IsSpent(s_bad));
        Assert.Equal(LogBudget.AtOnce, Enumerable.Range(0, 100).Count(_ => budget.MayTell(s_bad)));
    }

    [Fact]
    public void A_hundred_thousand_addresses_share_what_is_left()
    {
        LogBudget budget = new(this, this);
        int told = Enumerable.Range(0, 100_000).Count(i => budget.MayTell(new IPAddress(i + 1L)));
        Assert.InRange(told, 1024, 1024 + LogBudget.AtOnce);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}

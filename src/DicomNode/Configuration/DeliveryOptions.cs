using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>How long results are offered to a peer that does not take them. The delay doubles from attempt to attempt.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Age at which a delivery is given up and waits for an operator.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Delay after the first failed attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The delay never grows beyond this.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(30);
}

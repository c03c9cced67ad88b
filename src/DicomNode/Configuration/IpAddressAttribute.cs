using System.ComponentModel.DataAnnotations;
using System.Net;

namespace DicomNode.Configuration;

/// <summary>An address of this machine; a name would leave open which of its addresses is meant.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IpAddressAttribute : ValidationAttribute
{
    public IpAddressAttribute()
        : base("an IP address, such as 127.0.0.1 (this machine only), 0.0.0.0 (every IPv4 address) or :: (every address)")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string text && IPAddress.TryParse(text, out _);
}

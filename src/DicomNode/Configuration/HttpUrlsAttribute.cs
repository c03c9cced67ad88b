using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>Addresses that Kestrel can bind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpUrlsAttribute : ValidationAttribute
{
    public HttpUrlsAttribute()
        : base("http://address:port or https://address:port, or several of them separated by ;")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is string text
        && text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } urls
        && urls.All(IsHttp);

    private static bool IsHttp(string url)
    {
        try
        {
            BindingAddress address = BindingAddress.Parse(url);
            return address is { Scheme: "http" or "https", Port: >= 0 and <= 65535, PathBase: "" or "/" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

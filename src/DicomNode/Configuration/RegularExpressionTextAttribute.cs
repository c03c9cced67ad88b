using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace DicomNode.Configuration;

/// <summary>A value that is itself a regular expression of .NET.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RegularExpressionTextAttribute : ValidationAttribute
{
    public RegularExpressionTextAttribute()
        : base("a regular expression")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value)
    {
        if (value is not string pattern)
        {
            return value is null;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using System.ComponentModel.DataAnnotations;
using DicomNode.Dicom.Network;

namespace DicomNode.Configuration;

/// <summary>An AE title: 1 to 16 printable ASCII characters, no backslash, no space at either end. PS3.5 §6.2 (AE).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AeTitleAttribute : ValidationAttribute
{
    private const string Allowed = "1 to 16 ASCII characters without backslash, and no space at either end";

    public AeTitleAttribute()
        : base(Allowed)
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is string text && AeTitle.IsValid(text));
}

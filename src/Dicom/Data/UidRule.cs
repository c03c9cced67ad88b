namespace DicomNode.Dicom.Data;

/// <summary>What a UID from elsewhere has to look like before anything is done with it. PS3.5 §9.1, but leading zeros, which are in use, pass.</summary>
public static class UidRule
{
    public static bool IsValid([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? uid) =>
        uid is { Length: > 0 and <= 64 } && char.IsAsciiDigit(uid[0]) && uid.All(c => char.IsAsciiDigit(c) || c == '.');
}

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>What a UID from the network has to look like before anything is done with it. PS3.5 §9.1, but leading zeros, which are in use, pass.</summary>
internal static class UidRule
{
    public static bool IsValid(string uid) =>
        uid.Length is > 0 and <= 64 && char.IsAsciiDigit(uid[0]) && uid.All(c => char.IsAsciiDigit(c) || c == '.');
}

namespace DicomNode.Dicom.Data;

/// <summary>A person's name in up to three forms of writing. PS3.5 §6.2.1.</summary>
public sealed record PersonName(PersonNameGroup Alphabetic, PersonNameGroup Ideographic, PersonNameGroup Phonetic)
{
    /// <param name="text">One value of a PN: groups separated by =, components by ^.</param>
    public static PersonName Parse(string text)
    {
        string[] groups = text.Split('=');
        return new(Group(0), Group(1), Group(2));

        PersonNameGroup Group(int index) => PersonNameGroup.Parse(index < groups.Length ? groups[index] : "");
    }

    /// <summary>As in a data set: empty components and groups at the end are left out.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');
}

/// <summary>The five components of one form of a name; each may be empty.</summary>
public sealed record PersonNameGroup(string FamilyName, string GivenName, string MiddleName, string Prefix, string Suffix)
{
    internal static PersonNameGroup Parse(string text)
    {
        string[] parts = text.Split('^', 5);
        return new(Part(0), Part(1), Part(2), Part(3), Part(4));

        string Part(int index) => index < parts.Length ? parts[index].Trim(' ') : "";
    }

    public override string ToString() => string.Join('^', FamilyName, GivenName, MiddleName, Prefix, Suffix).TrimEnd('^');
}

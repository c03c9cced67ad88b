namespace DicomNode.Segmentation.Importing;

/// <summary>The licence that a source comes with.</summary>
/// <param name="File">Null: there is none.</param>
/// <param name="Spdx">NOASSERTION where the text is not recognised.</param>
internal sealed record SourceLicense(string? File, string Spdx)
{
    private static readonly string[] s_names = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "COPYING"];

    public static SourceLicense Find(string folder, ImportNotes notes)
    {
        string? file = s_names.Select(n => Path.Combine(folder, n)).FirstOrDefault(System.IO.File.Exists);
        if (file is null)
        {
            notes.Miss("There is no licence beside the model. Put the licence of the weights into provenance.license, and its text beside the model.");
            return new SourceLicense(null, "NOASSERTION");
        }

        using var reader = new StreamReader(file);
        char[] head = new char[4096];
        string text = string.Join(' ', new string(head, 0, reader.ReadBlock(head)).Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        string? spdx =
            text.Contains("Apache License Version 2.0", StringComparison.OrdinalIgnoreCase) ? "Apache-2.0"
            : text.Contains("MIT License", StringComparison.OrdinalIgnoreCase) || text.Contains("Permission is hereby granted, free of charge", StringComparison.Ordinal) ? "MIT"
            : text.Contains("GNU GENERAL PUBLIC LICENSE Version 3", StringComparison.OrdinalIgnoreCase) ? "GPL-3.0-only"
            : text.Contains("Redistribution and use in source and binary forms", StringComparison.Ordinal) ? "BSD-3-Clause"
            : null;
        if (spdx is null)
        {
            notes.Miss($"{Path.GetFileName(file)} is not a text that is known here: put its name into provenance.license.");
        }

        return new SourceLicense(file, spdx ?? "NOASSERTION");
    }
}

namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>Where something stands in a model's configuration.</summary>
/// <param name="File">File name, without its folder.</param>
/// <param name="Line">1 is the first line.</param>
/// <param name="Key">As MONAI writes it: <c>preprocessing#transforms#2#pixdim</c>; empty for the file as a whole.</param>
/// <param name="Text">The line as it stands in the file, without its indentation.</param>
public sealed record ConfigPlace(string File, int Line, string Key, string Text)
{
    public override string ToString() => Key.Length == 0 ? File : $"{File}:{Line} {Key}";
}

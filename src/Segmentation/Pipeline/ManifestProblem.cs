namespace DicomNode.Segmentation.Pipeline;

/// <summary>One thing that is wrong with a manifest.</summary>
/// <param name="Key">The path of the key, <c>preprocess[1].spacing</c>; empty for the file as a whole.</param>
/// <param name="Sentence">What is wrong and what is allowed.</param>
public sealed record ManifestProblem(string Key, string Sentence)
{
    public override string ToString() => Key.Length == 0 ? Sentence : $"{Key}: {Sentence}";
}

namespace DicomNode.Segmentation.Pipeline;

/// <summary>The word that stands for an enumeration's value in a manifest.</summary>
public static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => WordConverter<T>.Word(value);
}

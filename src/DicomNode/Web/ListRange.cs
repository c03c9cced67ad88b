namespace DicomNode.Web;

/// <summary>Which part of a list somebody asks for.</summary>
internal static class ListRange
{
    private const int Usual = 100, Most = 1000;

    public static (int Skip, int Take) Of(int? skip, int? take) => (Math.Max(skip ?? 0, 0), Math.Clamp(take ?? Usual, 1, Most));
}

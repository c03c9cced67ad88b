namespace DicomNode.Bench;

/// <summary>A number for each series that is sent, never the same twice in a run.</summary>
internal static class Seeds
{
    private static int s_last;

    public static int Next() => Interlocked.Increment(ref s_last);
}

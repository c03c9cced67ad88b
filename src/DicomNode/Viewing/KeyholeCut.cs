using DicomNode.Segmentation.Kernels;

namespace DicomNode.Viewing;

/// <summary>
/// Takes the channels out of a contour that reaches its holes by keyholes (PS3.3 §C.8.8.6.3): lines that are walked there and back. What is left are the outline and the holes, each a
/// line of its own; all of them filled together by the even-odd rule are what the contour was.
/// </summary>
internal static class KeyholeCut
{
    public static IReadOnlyList<PixelPoint[]> Run(IReadOnlyList<PixelPoint> contour)
    {
        List<PixelPoint[]> loops = [];
        Stack<PixelPoint[]> open = new([[.. contour]]);
        while (open.TryPop(out PixelPoint[]? line))
        {
            if (Channel(line) is (int there, int back))
            {
                open.Push([.. line[..(there + 1)], .. line[Math.Min(back + 2, line.Length)..]]);
                open.Push(line[(there + 1)..back]);
            }
            else if (line.Length > 2)
            {
                loops.Add(line);
            }
        }

        return loops;
    }

    /// <summary>An edge that is walked in both directions: where it begins the first time, and the second.</summary>
    private static (int There, int Back)? Channel(PixelPoint[] line)
    {
        Dictionary<(PixelPoint From, PixelPoint To), int> walked = new(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            (PixelPoint from, PixelPoint to) = (line[i], line[(i + 1) % line.Length]);
            if (walked.TryGetValue((to, from), out int there))
            {
                return (there, i);
            }

            walked.TryAdd((from, to), i);
        }

        return null;
    }
}

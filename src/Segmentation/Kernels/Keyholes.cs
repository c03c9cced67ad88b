namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Joins holes to the lines around them. From the upper left corner of a hole, where only mask lies above and to the left, a channel runs
/// to the left between two rows of pixels until it meets the left end of a run above or below it: an upward line of the outline, or of another
/// hole that began earlier (further up, or further left in the same row), so that all channels end at an outline.
/// </summary>
internal sealed class Keyholes
{
    private readonly EdgeLoops _loops;
    private readonly List<(int Corner, int Y, int Hole)> _channels; // in walking order: by the corner before, then upwards
    private readonly Dictionary<int, int> _firstChannel = []; // by corner

    private Keyholes(EdgeLoops loops, List<(int Corner, int Y, int Hole)> channels)
    {
        _loops = loops;
        _channels = channels;
        for (int i = 0; i < channels.Count; i++)
        {
            _firstChannel.TryAdd(channels[i].Corner, i);
        }
    }

    public static Keyholes Plan(EdgeLoops loops, PixelRuns runs)
    {
        List<(int Corner, int Y, int Hole)> channels = [];
        for (int loop = 0; loop < loops.Count; loop++)
        {
            if (loops.IsHole(loop))
            {
                (int x, int y) = loops.Corner(loops.First(loop) + 1);
                int below = runs.At(y, x - 1), above = runs.At(y - 1, x - 1);
                channels.Add((loops.CornerBefore(runs.Start(below) >= runs.Start(above) ? below : above), y, loop));
            }
        }

        channels.Sort((a, b) => a.Corner != b.Corner ? a.Corner.CompareTo(b.Corner) : b.Y.CompareTo(a.Y));
        return new(loops, channels);
    }

    /// <summary>An outline with its holes, the holes of those, and so on: walked with a stack, for chains of holes may be long.</summary>
    public PixelPoint[] Polygon(int outline)
    {
        List<(int X, int Y)> points = [];
        Stack<Walk> walks = new([new(outline, _loops.First(outline), default)]);
        while (walks.TryPop(out Walk walk))
        {
            if (walk.Step == _loops.First(walk.Loop + 1) - _loops.First(walk.Loop))
            {
                if (walk.Loop != outline)
                {
                    Add(points, _loops.Corner(walk.Begin));
                    Add(points, walk.Bridge);
                }

                continue;
            }

            int corner = CornerAt(walk);
            if (walk.Channel < 0)
            {
                Add(points, _loops.Corner(corner));
                walk = walk with { Channel = _firstChannel.GetValueOrDefault(corner, _channels.Count) };
            }

            if (walk.Channel < _channels.Count && _channels[walk.Channel].Corner == corner)
            {
                (_, int y, int hole) = _channels[walk.Channel];
                (int X, int Y) bridge = (_loops.Corner(corner).X, y);
                Add(points, bridge);
                walks.Push(walk with { Channel = walk.Channel + 1 });
                walks.Push(new(hole, _loops.First(hole) + 1, bridge));
            }
            else
            {
                walks.Push(walk with { Step = walk.Step + 1, Channel = -1 });
            }
        }

        int count = points[^1] == points[0] ? points.Count - 1 : points.Count; // a channel that ends at the very first corner
        return [.. points.Take(count).Select(p => new PixelPoint(p.X - 0.5, p.Y - 0.5))];
    }

    private int CornerAt(Walk walk)
    {
        int first = _loops.First(walk.Loop), count = _loops.First(walk.Loop + 1) - first;
        return first + ((walk.Begin - first + walk.Step) % count);
    }

    private static void Add(List<(int X, int Y)> points, (int X, int Y) point)
    {
        if (points.Count == 0 || points[^1] != point)
        {
            points.Add(point);
        }
    }

    /// <summary>How far a loop has been walked: its first corner, the corners passed, the next channel (negative: none looked at yet), where it was entered.</summary>
    private readonly record struct Walk(int Loop, int Begin, (int X, int Y) Bridge)
    {
        public int Step { get; init; }

        public int Channel { get; init; } = -1;
    }
}

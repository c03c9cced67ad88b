using DicomNode.Segmentation.Volumes;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>
/// Probabilities in bytes, in a file: for 25 segments of a whole body they are gigabytes. It is written in pieces along the axis of the source grid on which slices become
/// final, so a slice may have to be gathered from all of them. What is 0 takes no room.
/// </summary>
internal sealed class ProbabilitySpool : IDisposable
{
    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly VolumeShape _shape;
    private readonly int _segments;
    private bool[] _isThere = []; // by piece, by segment
    private int _axis = -1;

    /// <param name="file">Empty; ours from now on.</param>
    /// <param name="shape">Of the source grid.</param>
    public ProbabilitySpool(FileStream file, VolumeShape shape, int segments)
    {
        (_file, _handle, _shape, _segments) = (file, file.SafeFileHandle, shape, segments);
        file.SetLength((long)segments * shape.Depth * shape.SliceLength); // what is not written is a hole
    }

    /// <summary>Values of a segment in a piece.</summary>
    public int PlaneLength(int axis) => _shape.Length / _shape[axis];

    /// <summary>Keeps a plane.</summary>
    /// <param name="axis">Always the same: along which axis of the source grid pieces are cut.</param>
    /// <param name="piece">Index along it.</param>
    /// <param name="plane">The other two axes, the faster one last.</param>
    public void Write(int axis, int piece, int segment, ReadOnlySpan<byte> plane)
    {
        if (_axis < 0)
        {
            (_axis, _isThere) = (axis, new bool[_shape[axis] * _segments]);
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(axis, _axis);
        if (plane.ContainsAnyExcept((byte)0))
        {
            _isThere[(piece * _segments) + segment] = true;
            RandomAccess.Write(_handle, plane, Offset(piece, segment));
        }
    }

    /// <summary>Writes a slice of the source grid, row by row.</summary>
    /// <returns>False: all is 0, and <paramref name="slice"/> is not written.</returns>
    public bool TryReadSlice(int segment, int z, Span<byte> slice)
    {
        switch (_axis)
        {
            case 0 when IsThere(z, segment):
                Read(slice, Offset(z, segment));
                return true;
            case 1:
                return TryReadRows(segment, z, slice);
            case 2:
                return TryReadColumns(segment, z, slice);
            default:
                return false;
        }
    }

    public void Dispose() => _file.Dispose();

    // pieces are rows: [z, x]
    private bool TryReadRows(int segment, int z, Span<byte> slice)
    {
        bool any = false;
        for (int y = 0; y < _shape.Height; y++)
        {
            Span<byte> row = slice.Slice(y * _shape.Width, _shape.Width);
            if (IsThere(y, segment))
            {
                Read(row, Offset(y, segment) + ((long)z * _shape.Width));
                any = true;
            }
            else
            {
                row.Clear();
            }
        }

        return any;
    }

    // pieces are columns: [z, y]
    private bool TryReadColumns(int segment, int z, Span<byte> slice)
    {
        bool any = false;
        byte[] column = new byte[_shape.Height];
        for (int x = 0; x < _shape.Width; x++)
        {
            if (IsThere(x, segment))
            {
                Read(column, Offset(x, segment) + ((long)z * _shape.Height));
                any = true;
            }
            else
            {
                column.AsSpan().Clear();
            }

            for (int y = 0; y < column.Length; y++)
            {
                slice[(y * _shape.Width) + x] = column[y];
            }
        }

        return any;
    }

    private bool IsThere(int piece, int segment) => _isThere[(piece * _segments) + segment];

    private long Offset(int piece, int segment) => (((long)piece * _segments) + segment) * PlaneLength(_axis);

    private void Read(Span<byte> bytes, long offset)
    {
        for (int read; !bytes.IsEmpty; bytes = bytes[read..], offset += read)
        {
            read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"{_file.Name} ends before what was written to it.");
            }
        }
    }
}

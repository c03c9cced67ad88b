using System.Buffers.Binary;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>A plain encoder of JPEG Lossless for tests: every predictor, precision, restart intervals, point transforms, one scan or a scan per component. ITU-T T.81 Annex H.</summary>
internal sealed class LosslessJpegMaker(int rows, int columns, int precision, int predictor)
{
    private readonly List<byte> _stream = [];
    private int _pending, _pendingBits;

    public int Components { get; init; } = 1;

    public int PointTransform { get; init; }

    public int RowsToRestart { get; init; }

    public bool IsInterleaved { get; init; } = true;

    /// <param name="samples">Samples of a pixel side by side.</param>
    public byte[] Encode(ushort[] samples)
    {
        _stream.Clear();
        _stream.AddRange([0xFF, 0xD8]);
        Segment(0xC3, [(byte)precision, .. Word(rows), .. Word(columns), (byte)Components, .. Enumerable.Range(1, Components).SelectMany(c => new byte[] { (byte)c, 0x11, 0 })]);
        Segment(0xC4, [0, 0, 0, 0, 0, 17, .. new byte[11], .. Enumerable.Range(0, 17).Select(c => (byte)c)]); // seventeen codes of five bits
        if (RowsToRestart > 0)
        {
            Segment(0xDD, Word(RowsToRestart * columns));
        }

        foreach (int[] scan in IsInterleaved ? [[.. Enumerable.Range(0, Components)]] : Enumerable.Range(0, Components).Select(c => new[] { c }))
        {
            Segment(0xDA, [(byte)scan.Length, .. scan.SelectMany(c => new byte[] { (byte)(c + 1), 0 }), (byte)predictor, 0, (byte)PointTransform]);
            Scan(samples, scan);
        }

        _stream.AddRange([0xFF, 0xD9]);
        return [.. _stream];
    }

    private void Scan(ushort[] samples, int[] scan)
    {
        int restarts = 0;
        for (int y = 0; y < rows; y++)
        {
            bool isFirst = y == 0 || (RowsToRestart > 0 && y % RowsToRestart == 0);
            if (isFirst && y > 0)
            {
                Flush();
                _stream.AddRange([0xFF, (byte)(0xD0 + (restarts++ % 8))]);
            }

            for (int x = 0; x < columns; x++)
            {
                foreach (int component in scan)
                {
                    Difference((ushort)(At(x, y, component) - Prediction(x, y, component, isFirst)));
                }
            }
        }

        Flush();

        int At(int x, int y, int component) => samples[(((y * columns) + x) * Components) + component] >> PointTransform;

        int Prediction(int x, int y, int component, bool isFirst)
        {
            if (isFirst)
            {
                return x == 0 ? 1 << (precision - PointTransform - 1) : At(x - 1, y, component);
            }

            int b = At(x, y - 1, component);
            if (x == 0)
            {
                return b;
            }

            int a = At(x - 1, y, component), c = At(x - 1, y - 1, component);
            return predictor switch { 1 => a, 2 => b, 3 => c, 4 => a + b - c, 5 => a + ((b - c) >> 1), 6 => b + ((a - c) >> 1), _ => (a + b) >> 1 };
        }
    }

    private void Difference(ushort modulo)
    {
        int difference = modulo == 0x8000 ? 0x8000 : (short)modulo;
        int category = difference == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(difference));
        Bits(category, 5);
        if (category is > 0 and < 16)
        {
            Bits(difference > 0 ? difference : difference + (1 << category) - 1, category);
        }
    }

    private void Bits(int value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            _pending = (_pending << 1) | ((value >> bit) & 1);
            if (++_pendingBits == 8)
            {
                _stream.Add((byte)_pending);
                if ((byte)_pending == 0xFF)
                {
                    _stream.Add(0);
                }

                (_pending, _pendingBits) = (0, 0);
            }
        }
    }

    private void Flush()
    {
        while (_pendingBits > 0)
        {
            Bits(1, 1);
        }
    }

    private void Segment(byte marker, byte[] body) => _stream.AddRange([0xFF, marker, .. Word(body.Length + 2), .. body]);

    private static byte[] Word(int value)
    {
        byte[] word = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(word, (ushort)value);
        return word;
    }
}

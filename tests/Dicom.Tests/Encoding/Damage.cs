namespace DicomNode.Dicom.Tests.Encoding;

/// <summary>Changes bytes as faults of media and writers do; most of it near headers, where it tells.</summary>
internal static class Damage
{
    private static readonly byte[][] s_pieces =
    [
        [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0xFF], [0x20, 0x20, 0x20, 0x20], [0, 0, 0, 0], [(byte)'U', (byte)'N', 0, 0], [(byte)'?', (byte)'?'], [(byte)'Z', (byte)'Z'],
        [(byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [0x08, 0x00, 0x18, 0x00], [0xE0, 0x7F, 0x10, 0x00], [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0],
    ];

    /// <returns>A copy with <paramref name="count"/> faults.</returns>
    public static byte[] Do(byte[] bytes, int count, Random random)
    {
        List<byte> damaged = [.. bytes];
        for (int i = 0; i < count && damaged.Count > 0; i++)
        {
            int at = random.Next(random.Next(2) == 0 ? damaged.Count : Math.Min(damaged.Count, 200));
            byte[] piece = s_pieces[random.Next(s_pieces.Length)];
            switch (random.Next(7))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: damaged.RemoveRange(at, Math.Min(random.Next(20), damaged.Count - at)); break;
                case 3: damaged.InsertRange(at, piece); break;
                case 4:
                    for (int k = 0; k < piece.Length && at + k < damaged.Count; k++)
                    {
                        damaged[at + k] = piece[k];
                    }

                    break;
                case 5: damaged.InsertRange(at, damaged.GetRange(at, Math.Min(random.Next(40), damaged.Count - at))); break;
                default: damaged.AddRange(random.Next(3) == 0 ? new byte[random.Next(20)] : piece); break;
            }
        }

        return [.. damaged];
    }
}

namespace DicomNode.Segmentation.Kernels;

/// <summary>Channels as planes, one behind the other, and channels side by side in every voxel (NDHWC).</summary>
internal static class Interleave
{
    /// <param name="values">[count, channels, voxels].</param>
    /// <returns>[count, voxels, channels]; of a single channel the same memory.</returns>
    public static ReadOnlyMemory<float> ToLast(ReadOnlyMemory<float> values, int count, int channels)
    {
        if (channels == 1)
        {
            return values;
        }

        float[] made = new float[values.Length];
        Transpose(values.Span, made, count, channels, values.Length / (count * channels));
        return made;
    }

    /// <param name="values">[count, voxels, channels]; becomes [count, channels, voxels].</param>
    public static void ToFirst(Memory<float> values, int count, int channels)
    {
        if (channels > 1)
        {
            Transpose(values.ToArray(), values.Span, count, values.Length / (count * channels), channels);
        }
    }

    // [count, rows, columns] to [count, columns, rows]
    private static void Transpose(ReadOnlySpan<float> source, Span<float> made, int count, int rows, int columns)
    {
        for (int n = 0; n < count; n++)
        {
            int start = n * rows * columns;
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    made[start + (column * rows) + row] = source[start + (row * columns) + column];
                }
            }
        }
    }
}

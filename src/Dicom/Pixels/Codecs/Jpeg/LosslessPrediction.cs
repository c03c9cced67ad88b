namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>From differences to samples, modulo 2¹⁶. ITU-T T.81 §H.1.2.1, Table H.1: a is the sample to the left, b the one above, c the one to the left of that.</summary>
internal static class LosslessPrediction
{
    /// <param name="start">Prediction of the first sample where there is no row above (in the first row, and after a restart marker); otherwise null.</param>
    /// <param name="row">Holds differences, receives samples.</param>
    public static void Undo(int predictor, int? start, ReadOnlySpan<ushort> above, Span<ushort> row)
    {
        int a = (ushort)(row[0] + (start ?? above[0]));
        row[0] = (ushort)a;
        if (start is not null)
        {
            predictor = 1; // the rest of a first row is predicted from the left, whatever the scan says
        }

        above = above[..row.Length];
        switch (predictor)
        {
            case 1:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] = (ushort)(a += row[x]);
                }

                break;
            case 2:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] += above[x];
                }

                break;
            case 3:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] += above[x - 1];
                }

                break;
            case 4:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] = (ushort)(a = (ushort)(a + above[x] - above[x - 1] + row[x]));
                }

                break;
            case 5:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] = (ushort)(a = (ushort)(a + ((above[x] - above[x - 1]) >> 1) + row[x]));
                }

                break;
            case 6:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] = (ushort)(a = (ushort)(above[x] + ((a - above[x - 1]) >> 1) + row[x]));
                }

                break;
            default:
                for (int x = 1; x < row.Length; x++)
                {
                    row[x] = (ushort)(a = (ushort)(((a + above[x]) >> 1) + row[x]));
                }

                break;
        }
    }
}

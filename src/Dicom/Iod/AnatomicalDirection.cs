namespace DicomNode.Dicom.Iod;

/// <summary>Directions in letters: A, P, R, L, H, F, and what else a slanted one points to, the nearest first. PS3.3 §C.7.6.1.1.1.</summary>
public static class AnatomicalDirection
{
    /// <summary>What is less of a unit vector is not told: about six degrees.</summary>
    private const double Least = 0.1;

    /// <summary>Of a unit vector, LPS.</summary>
    public static string Of(double x, double y, double z)
    {
        (double Size, char Letter)[] parts =
        [
            (Math.Abs(x), x > 0 ? 'L' : 'R'),
            (Math.Abs(y), y > 0 ? 'P' : 'A'),
            (Math.Abs(z), z > 0 ? 'H' : 'F'),
        ];
        return string.Concat(parts.Where(p => p.Size >= Least).OrderByDescending(p => p.Size).Select(p => p.Letter));
    }
}

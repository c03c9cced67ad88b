using System.Buffers.Binary;

namespace DicomNode.Segmentation.Volumes;

/// <summary>The 348 bytes of a NIfTI-1 header, as far as a volume needs them. Offsets as in nifti1.h.</summary>
internal sealed record NiftiHeader(VolumeShape Shape, Geometry Geometry, SampleType Type, int VoxelOffset, float Slope, float Intercept)
{
    public static NiftiHeader Parse(ReadOnlySpan<byte> header, string name)
    {
        int dimensions = Int16(header, 40);
        (int x, int y, int z) = (Int16(header, 42), Int16(header, 44), dimensions >= 3 ? Int16(header, 46) : 1);
        for (int i = 4; i <= Math.Min(dimensions, 7); i++)
        {
            if (Int16(header, 40 + (2 * i)) > 1)
            {
                throw new VolumeException($"{name}: the file holds several volumes.");
            }
        }

        if (dimensions is < 2 or > 7 || x < 1 || y < 1 || z < 1 || (long)x * y * z > Array.MaxLength)
        {
            throw new VolumeException($"{name}: a size of {x}x{y}x{z} cannot be read.");
        }

        float slope = Single(header, 112);
        bool scaled = slope != 0 && float.IsFinite(slope);
        return new NiftiHeader(
            new VolumeShape(z, y, x),
            Int16(header, 254) > 0 ? SForm(header) : Int16(header, 252) > 0 ? QForm(header) : FromSpacing(header),
            SampleFormat.FromNifti(Int16(header, 70)) ?? throw new VolumeException($"{name}: voxels of NIfTI type {Int16(header, 70)} are not supported."),
            (int)Single(header, 108),
            scaled ? slope : 1,
            scaled ? Single(header, 116) : 0);
    }

    public static void Format(Span<byte> header, VolumeShape shape, Geometry geometry, SampleType type, double slope = 1, double intercept = 0)
    {
        header.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header, 348);
        ReadOnlySpan<int> dim = [3, shape.Width, shape.Height, shape.Depth, 1, 1, 1, 1];
        for (int i = 0; i < 8; i++)
        {
            Set(header, 40 + (2 * i), (short)(dim[i] <= short.MaxValue ? dim[i] : throw new VolumeException($"An axis of {dim[i]} voxels is too long for NIfTI-1.")));
        }

        Set(header, 70, SampleFormat.ToNifti(type));
        Set(header, 72, (short)(8 * SampleFormat.BytesOf(type)));
        NiftiQuaternion q = NiftiQuaternion.From(geometry);
        (double z, double y, double x) = geometry.SpacingMm;
        ReadOnlySpan<double> pixdim = [q.Handedness, x, y, z];
        for (int i = 0; i < 4; i++)
        {
            Set(header, 76 + (4 * i), pixdim[i]);
        }

        Set(header, 108, 352.0);
        Set(header, 112, slope);
        Set(header, 116, intercept);
        header[123] = 2; // xyzt_units: mm
        Set(header, 252, (short)(q.IsExact ? 1 : 0));
        Set(header, 254, (short)1); // scanner coordinates
        ReadOnlySpan<double> quaternion = [q.B, q.C, q.D, -geometry.Origin.X, -geometry.Origin.Y, geometry.Origin.Z];
        for (int i = 0; i < 6; i++)
        {
            Set(header, 256 + (4 * i), quaternion[i]);
        }

        for (int row = 0; row < 3; row++)
        {
            double sign = row == 2 ? 1 : -1;
            Set(header, 280 + (16 * row), sign * geometry.ColumnStep[row]);
            Set(header, 284 + (16 * row), sign * geometry.RowStep[row]);
            Set(header, 288 + (16 * row), sign * geometry.SliceStep[row]);
            Set(header, 292 + (16 * row), sign * geometry.Origin[row]);
        }

        "n+1\0"u8.CopyTo(header[344..]);
    }

    private static Geometry SForm(ReadOnlySpan<byte> h)
    {
        Vector3D[] columns = new Vector3D[4];
        for (int c = 0; c < 4; c++)
        {
            columns[c] = new Vector3D(-Single(h, 280 + (4 * c)), -Single(h, 296 + (4 * c)), Single(h, 312 + (4 * c)));
        }

        return new Geometry(columns[3], columns[0], columns[1], columns[2]);
    }

    private static Geometry QForm(ReadOnlySpan<byte> h)
    {
        NiftiQuaternion q = new(Single(h, 256), Single(h, 260), Single(h, 264), Single(h, 76) < 0 ? -1 : 1, true);
        (Vector3D i, Vector3D j, Vector3D k) = q.AxesLps();
        Vector3D origin = new(-Single(h, 268), -Single(h, 272), Single(h, 276));
        return new Geometry(origin, i * Single(h, 80), j * Single(h, 84), k * Single(h, 88));
    }

    private static Geometry FromSpacing(ReadOnlySpan<byte> h) =>
        new(default, new Vector3D(-Single(h, 80), 0, 0), new Vector3D(0, -Single(h, 84), 0), new Vector3D(0, 0, Single(h, 88)));

    private static short Int16(ReadOnlySpan<byte> h, int at) => BinaryPrimitives.ReadInt16LittleEndian(h[at..]);

    private static float Single(ReadOnlySpan<byte> h, int at) => BinaryPrimitives.ReadSingleLittleEndian(h[at..]);

    private static void Set(Span<byte> h, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(h[at..], value);

    private static void Set(Span<byte> h, int at, double value) => BinaryPrimitives.WriteSingleLittleEndian(h[at..], (float)value);
}

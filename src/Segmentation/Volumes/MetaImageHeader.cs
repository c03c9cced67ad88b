using System.Globalization;

namespace DicomNode.Segmentation.Volumes;

/// <summary>The keys of a MetaImage header that place a volume.</summary>
internal sealed record MetaImageHeader(VolumeShape Shape, Geometry Geometry, SampleType Type, bool IsCompressed)
{
    public static MetaImageHeader Parse(IReadOnlyDictionary<string, string> keys, string name)
    {
        double[] size = Numbers(keys, name, "DimSize", null);
        if (size.Length != 3 || size.Any(n => n is < 1 or > int.MaxValue) || size[0] * size[1] * size[2] > Array.MaxLength)
        {
            throw new VolumeException($"{name}: DimSize must be three positive numbers.");
        }

        if (keys.GetValueOrDefault("ElementNumberOfChannels", "1") != "1" || IsTrue(keys, "BinaryDataByteOrderMSB") || IsTrue(keys, "ElementByteOrderMSB"))
        {
            throw new VolumeException($"{name}: several channels, or big endian voxels, are not supported.");
        }

        string type = keys.GetValueOrDefault("ElementType", "");
        double[] spacing = Numbers(keys, name, "ElementSpacing", [1, 1, 1]);
        double[] origin = Numbers(keys, name, keys.ContainsKey("Offset") ? "Offset" : keys.ContainsKey("Position") ? "Position" : "Origin", [0, 0, 0]);
        double[] d = Numbers(keys, name, keys.ContainsKey("TransformMatrix") ? "TransformMatrix" : keys.ContainsKey("Rotation") ? "Rotation" : "Orientation", [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        if (spacing.Length != 3 || origin.Length != 3 || d.Length != 9 || spacing.Any(s => s == 0))
        {
            throw new VolumeException($"{name}: ElementSpacing, Offset or TransformMatrix is not that of a volume.");
        }

        // TransformMatrix lists the direction of the first index, then of the second, then of the third
        Geometry geometry = new(
            new Vector3D(origin[0], origin[1], origin[2]),
            new Vector3D(d[0], d[1], d[2]) * spacing[0],
            new Vector3D(d[3], d[4], d[5]) * spacing[1],
            new Vector3D(d[6], d[7], d[8]) * spacing[2]);
        return new MetaImageHeader(
            new VolumeShape((int)size[2], (int)size[1], (int)size[0]),
            geometry,
            SampleFormat.FromMetaImage(type) ?? throw new VolumeException($"{name}: voxels of the type '{type}' are not supported."),
            IsTrue(keys, "CompressedData"));
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string> keys, string key) =>
        keys.GetValueOrDefault(key, "").Equals("True", StringComparison.OrdinalIgnoreCase);

    private static double[] Numbers(IReadOnlyDictionary<string, string> keys, string name, string key, double[]? otherwise)
    {
        if (!keys.TryGetValue(key, out string? text))
        {
            return otherwise ?? throw new VolumeException($"{name}: no {key}.");
        }

        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new VolumeException($"{name}: {key} is not a list of numbers.");
            }
        }

        return numbers;
    }
}

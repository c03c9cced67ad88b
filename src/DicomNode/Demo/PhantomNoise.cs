namespace DicomNode.Demo;

/// <summary>Noise that depends on seed and voxel alone, so that it is the same in any order, on any number of cores and on every machine.</summary>
internal static class PhantomNoise
{
    /// <summary>Near to normal: the sum of four uniform numbers, mean 0, standard deviation 1, at most 3.46 away.</summary>
    public static double At(int seed, int voxel)
    {
        // SplitMix64
        ulong bits = ((ulong)(uint)seed << 32) | (uint)voxel;
        bits = (bits + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        double sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535) - 2) * 1.7320508075688772; // each has a variance of 1/12
    }
}

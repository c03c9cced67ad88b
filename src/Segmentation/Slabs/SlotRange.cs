namespace DicomNode.Segmentation.Slabs;

/// <summary>Slices of the tensor that lie one behind the other in a ring.</summary>
/// <param name="Slice">The first slice, on the tensor.</param>
/// <param name="Slot">Its place in the ring.</param>
/// <param name="Count">How many.</param>
internal readonly record struct SlotRange(int Slice, int Slot, int Count)
{
    /// <summary>At most two for the slices of a ring: up to its end, and from its beginning.</summary>
    public static IEnumerable<SlotRange> Of(int first, int end, int slots)
    {
        for (int slice = first; slice < end;)
        {
            int slot = slice % slots, count = Math.Min(end - slice, slots - slot);
            yield return new SlotRange(slice, slot, count);
            slice += count;
        }
    }
}

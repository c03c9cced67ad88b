namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Adds a provider to the options of a session: create its options, set them by name, append, release.</summary>
internal static unsafe class OrtProviderOptions
{
    /// <param name="settings">By the names that ONNX Runtime documents.</param>
    /// <param name="more">Asked for further ones when the provider has taken the first, and so is there.</param>
    /// <exception cref="OrtStatusException">The provider is not in the library, its own libraries are missing, or it does not know a setting.</exception>
    public static void Append(
        OrtApi api, OrtHandle sessionOptions, OrtProviderSlots slots, IReadOnlyList<KeyValuePair<string, string>> settings, Func<IReadOnlyList<KeyValuePair<string, string>>>? more = null)
    {
        using var options = new OrtHandle(api, api.Create(slots.Create), slots.Release);
        if (settings.Count > 0)
        {
            Update(api, options, slots.Update, settings);
        }

        if (more?.Invoke() is { Count: > 0 } further)
        {
            Update(api, options, slots.Update, [.. settings, .. further]); // what an update does not name goes back to its default
        }

        api.Check(((delegate* unmanaged<nint, nint, nint>)api[slots.Append])(sessionOptions.Pointer, options.Pointer));
    }

    private static void Update(OrtApi api, OrtHandle options, OrtSlot update, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        NativeText[] keys = [.. settings.Select(s => new NativeText(s.Key))], values = [.. settings.Select(s => new NativeText(s.Value))];
        try
        {
            nint[] keyPointers = Array.ConvertAll(keys, k => k.Pointer), valuePointers = Array.ConvertAll(values, v => v.Pointer);
            fixed (nint* firstKey = keyPointers, firstValue = valuePointers)
            {
                api.Check(((delegate* unmanaged<nint, nint*, nint*, nuint, nint>)api[update])(options.Pointer, firstKey, firstValue, (nuint)settings.Count));
            }
        }
        finally
        {
            foreach (NativeText text in keys.Concat(values))
            {
                text.Dispose();
            }
        }
    }
}

/// <summary>The functions that handle one provider's options.</summary>
internal readonly record struct OrtProviderSlots(OrtSlot Create, OrtSlot Update, OrtSlot Append, OrtSlot Release);

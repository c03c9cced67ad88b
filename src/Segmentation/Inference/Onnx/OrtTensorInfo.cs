namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Element type and shape of a tensor.</summary>
internal static unsafe class OrtTensorInfo
{
    /// <param name="info">OrtTensorTypeAndShapeInfo; stays the caller's.</param>
    public static (OrtElementType Type, long[] Shape) Read(OrtApi api, nint info)
    {
        int type;
        api.Check(((delegate* unmanaged<nint, int*, nint>)api[OrtSlot.GetTensorElementType])(info, &type));
        nuint count;
        api.Check(((delegate* unmanaged<nint, nuint*, nint>)api[OrtSlot.GetDimensionsCount])(info, &count));
        long[] shape = new long[(int)count];
        fixed (long* dimensions = shape)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, nint>)api[OrtSlot.GetDimensions])(info, dimensions, count));
        }

        return ((OrtElementType)type, shape);
    }
}

/// <summary>ONNXTensorElementDataType.</summary>
internal enum OrtElementType
{
    Undefined = 0,
    Float32 = 1,
    Uint8 = 2,
    Int8 = 3,
    Uint16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Float64 = 11,
    Uint32 = 12,
    Uint64 = 13,
}

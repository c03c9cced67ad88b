using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DicomNode.Observability.Traces;

/// <summary>
/// Gives a span the id that it was promised to have. <see cref="Activity"/> makes a random one and has no way to say another; the children of a span that
/// ends in days, perhaps in another process, have to name it today. Should .NET rename the field, the random id stays: the trace is then whole, its tree is not.
/// </summary>
internal static class ChosenSpanId
{
    public static void Set(Activity activity, ActivitySpanId id)
    {
        try
        {
            SpanId(activity) = id.ToHexString();
        }
        catch (MissingFieldException)
        {
            // see above
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity activity);
}

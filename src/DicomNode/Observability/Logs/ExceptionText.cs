using System.Data.Common;
using System.Net.Sockets;
using System.Text;

namespace DicomNode.Observability.Logs;

/// <summary>
/// An exception for the log: types and places. Messages only of those that speak of files, sockets and our own matters: what the runtime says of a text that is no
/// number quotes the text, and that may be a patient's name.
/// </summary>
internal static class ExceptionText
{
    public static string Of(Exception exception)
    {
        StringBuilder text = new();
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            text.Append(text.Length == 0 ? "" : "\n caused by ").Append(e.GetType().FullName);
            if (HoldsNoValues(e))
            {
                text.Append(": ").Append(e.Message);
            }

            text.Append('\n').Append(e.StackTrace);
        }

        return text.ToString();
    }

    /// <summary>In a few words, behind a message.</summary>
    public static string Short(Exception exception) => HoldsNoValues(exception) ? $"{exception.GetType().Name}: {exception.Message}" : exception.GetType().Name;

    private static bool HoldsNoValues(Exception e) =>
        e is IOException or UnauthorizedAccessException or SocketException or DbException or TimeoutException or OperationCanceledException or ObjectDisposedException
            or NullReferenceException or IndexOutOfRangeException or OutOfMemoryException
        || e.GetType().Assembly.GetName().Name?.StartsWith(nameof(DicomNode), StringComparison.Ordinal) == true;
}

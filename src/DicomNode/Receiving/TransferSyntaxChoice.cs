using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Receiving;

/// <summary>
/// Which transfer syntax of a presentation context is taken. Only one whose images this machine can decode; of several the sender's first, which nearly always is
/// what it holds: so it need not convert, and compressed images travel compressed. Two exceptions: a lossy one only where nothing else is offered, so that
/// our answer never makes a sender lose anything; and explicit before implicit VR, which keeps the VRs of private elements.
/// </summary>
internal sealed class TransferSyntaxChoice(IFrameDecoder decoder)
{
    /// <param name="proposed">In the sender's order.</param>
    /// <returns>Null: none of them.</returns>
    public string? Among(IReadOnlyList<string> proposed)
    {
        TransferSyntax[] usable = [.. proposed.Select(TransferSyntax.Find).OfType<TransferSyntax>().Where(IsUsable)];
        TransferSyntax? first = Array.Find(usable, t => !t.IsLossy) ?? usable.FirstOrDefault();
        return first?.Uid == Uids.ImplicitVrLittleEndian && usable.Contains(TransferSyntax.ExplicitVrLittleEndian) ? Uids.ExplicitVrLittleEndian : first?.Uid;
    }

    /// <summary>Not big endian, which is retired: whoever holds it can send little endian.</summary>
    private bool IsUsable(TransferSyntax syntax) => syntax.IsEncapsulated ? decoder.CanDecode(syntax) : !syntax.IsBigEndian;
}

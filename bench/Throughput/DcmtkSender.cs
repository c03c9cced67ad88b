using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>storescu or dcmsend of DCMTK; the start of the program (some 20 ms) is part of the time.</summary>
internal sealed class DcmtkSender(string tool) : ISender
{
    public string Name => tool;

    public Task PrepareAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(Receiver target, IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        Dcmtk.RequireAsync(tool, ["-aec", target.AeTitle, "127.0.0.1", $"{target.Port}", .. files], cancellationToken);
}

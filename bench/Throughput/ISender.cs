namespace DicomNode.Bench;

/// <summary>A sender that is measured, with its default settings and one association.</summary>
internal interface ISender
{
    string Name { get; }

    /// <summary>What is not measured: the sender takes hold of the files.</summary>
    Task PrepareAsync(IReadOnlyList<string> files, CancellationToken cancellationToken);

    /// <summary>What is measured: from the call to the last response.</summary>
    Task SendAsync(Receiver target, IReadOnlyList<string> files, CancellationToken cancellationToken);
}

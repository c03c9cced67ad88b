namespace DicomNode.Segmentation.Inference;

/// <summary>Servers of the KServe v2 protocol (Triton and others) that run networks for this node.</summary>
public sealed class TritonOptions
{
    /// <summary>
    /// Base addresses, http or https; the first that answers is taken. Voxels are sent to these and no others, whatever a manifest says. Empty: every network runs here.
    /// </summary>
    public IReadOnlyList<string> Urls { get; set; } = [];

    /// <summary>For a connection, and for the questions about health and models.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For one run: sending the windows, computing, reading the scores.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(2);
}

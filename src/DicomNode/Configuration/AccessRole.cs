namespace DicomNode.Configuration;

/// <summary>What somebody may do; the later include the earlier.</summary>
public enum AccessRole
{
    /// <summary>Look.</summary>
    See = 1,

    /// <summary>And do what an operator does: retry, release, segment again, ask a peer.</summary>
    Operate = 2,

    /// <summary>And what touches settings, or reaches people beyond the work.</summary>
    Configure = 3,
}

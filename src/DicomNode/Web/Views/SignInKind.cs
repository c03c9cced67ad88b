namespace DicomNode.Web.Views;

/// <summary>How somebody becomes known to the node.</summary>
internal enum SignInKind
{
    /// <summary>Not at all: everybody who reaches the port may do everything.</summary>
    None,

    /// <summary>With a name and a password, by POST of the session.</summary>
    Form,

    /// <summary>At the reverse proxy before it.</summary>
    Proxy,
}

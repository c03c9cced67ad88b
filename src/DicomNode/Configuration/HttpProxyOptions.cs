namespace DicomNode.Configuration;

/// <summary>A reverse proxy before the node. Its headers are believed when the connection comes from one of its addresses, and taken out of every other request.</summary>
public sealed class HttpProxyOptions
{
    /// <summary>Addresses, or networks such as 10.1.0.0/24, that the proxy connects from.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>The header with the name of who signed in at the proxy. Null: the proxy lets everybody pass, and <see cref="HttpOptions.Accounts"/> says who they are.</summary>
    public string? UserHeader { get; set; }

    /// <summary>The header with their groups, separated by commas.</summary>
    public string? RolesHeader { get; set; }

    /// <summary>Groups that may see.</summary>
    public IReadOnlyList<string> See { get; set; } = ["see"];

    /// <summary>Groups that may see and operate.</summary>
    public IReadOnlyList<string> Operate { get; set; } = ["operate"];

    /// <summary>Groups that may do everything.</summary>
    public IReadOnlyList<string> Configure { get; set; } = ["configure"];

    /// <summary>What those may do whom no group gives more: See, Operate or Configure; null: nothing.</summary>
    public AccessRole? Role { get; set; }
}

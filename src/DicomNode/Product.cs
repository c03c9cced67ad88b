using System.Reflection;

namespace DicomNode;

/// <summary>What this program is.</summary>
internal static class Product
{
    public const string Name = nameof(DicomNode);

    /// <summary>Without what the build adds.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

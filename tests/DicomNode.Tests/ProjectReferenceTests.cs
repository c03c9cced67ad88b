using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace DicomNode.DicomNode.Tests;

/// <summary>
/// DicomNode → {Segmentation, Storage} → Dicom → base class library, read from what was compiled. A new arrow is a decision:
/// it belongs into docs/decisions before it belongs into this list.
/// </summary>
public class ProjectReferenceTests
{
    private static readonly string s_baseClassLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Theory]
    [InlineData("DicomNode.Dicom")]
    [InlineData("DicomNode.Segmentation", "DicomNode.Dicom", "System.Numerics.Tensors", "YamlDotNet")]
    [InlineData("DicomNode.Storage", "DicomNode.Dicom", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.*", "Microsoft.Data.Sqlite", "SQLitePCLRaw.*",
        "Microsoft.Extensions.DependencyInjection.Abstractions")] // AddStorage, as EF Core itself offers AddDbContext
    public void An_assembly_references_the_base_class_library_and_these_only(string assembly, params string[] allowed)
    {
        string[] wrong = [.. References(assembly).Where(name => !IsBaseClassLibrary(name) && !allowed.Any(pattern => Matches(pattern, name)))];
        Assert.True(wrong.Length == 0, $"{assembly} must not reference {string.Join(", ", wrong)}.");
    }

    [Theory]
    [InlineData("DicomNode.Segmentation")]
    [InlineData("DicomNode.Storage")]
    public void A_library_knows_neither_its_sibling_nor_the_executable(string assembly) =>
        Assert.DoesNotContain(References(assembly), name => name is "DicomNode" or "DicomNode.Segmentation" or "DicomNode.Storage");

    [Theory]
    [InlineData("DicomNode.Segmentation")]
    [InlineData("DicomNode.Storage")]
    public void A_library_opens_no_socket(string assembly) => // that is the business of DicomNode.Dicom and of the executable
        Assert.DoesNotContain("System.Net.Sockets", References(assembly));

    private static bool IsBaseClassLibrary(string name) => File.Exists(Path.Combine(s_baseClassLibrary, $"{name}.dll"));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static List<string> References(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}

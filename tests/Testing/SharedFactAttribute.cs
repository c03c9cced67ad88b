using Xunit;
using Xunit.Sdk;

namespace DicomNode.Testing;

/// <summary>A fact about data in <see cref="SharedData"/>. Where the data is not there the test is not listed at all: it is not skipped, it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("DicomNode.Testing.SharedFactDiscoverer", "DicomNode.Testing")]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>The file or folder it needs, relative to the shared folder; the folder as a whole when not given.</summary>
    public string Needs { get; set; } = "";
}

/// <summary>A theory about data in <see cref="SharedData"/>; see <see cref="SharedFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("DicomNode.Testing.SharedTheoryDiscoverer", "DicomNode.Testing")]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="SharedFactAttribute.Needs"/>
    public string Needs { get; set; } = "";
}

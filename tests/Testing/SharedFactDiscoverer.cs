using Xunit.Abstractions;
using Xunit.Sdk;

namespace DicomNode.Testing;

/// <summary>Finds the tests of <see cref="SharedFactAttribute"/>; xunit makes it by its name.</summary>
public sealed class SharedFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        ArgumentNullException.ThrowIfNull(factAttribute);
        string needs = factAttribute.GetNamedArgument<string>(nameof(SharedFactAttribute.Needs)) ?? "";
        return SharedData.Find(needs) is null ? [] : _facts.Discover(discoveryOptions, testMethod, factAttribute);
    }
}

/// <summary>Finds the tests of <see cref="SharedTheoryAttribute"/>; xunit makes it by its name.</summary>
public sealed class SharedTheoryDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    private readonly TheoryDiscoverer _theories = new(diagnosticMessageSink);

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        ArgumentNullException.ThrowIfNull(factAttribute);
        string needs = factAttribute.GetNamedArgument<string>(nameof(SharedTheoryAttribute.Needs)) ?? "";
        return SharedData.Find(needs) is null ? [] : _theories.Discover(discoveryOptions, testMethod, factAttribute);
    }
}

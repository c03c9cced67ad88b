using Xunit;

namespace DicomNode.Tests.Configuration;

/// <summary>Tests that set variables of this process, which every other test that loads a configuration would see: they run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class ProcessEnvironment
{
    public const string Name = "variables of the process";
}

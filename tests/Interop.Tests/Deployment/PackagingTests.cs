using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Deployment;

/// <summary>The parts of the packages. Building one takes minutes and is left to deploy/package, installing it to deploy/test-install.</summary>
public sealed partial class PackagingTests
{
    private static readonly string[] s_projects = ["Dicom", "Segmentation", "Storage", "DicomNode"];

    [Theory]
    [InlineData("sh", "deploy/debian/postinst")]
    [InlineData("sh", "deploy/debian/prerm")]
    [InlineData("sh", "deploy/debian/postrm")]
    [InlineData("sh", "deploy/debian/launcher.arm64")]
    [InlineData("bash", "deploy/debian/completion")]
    [InlineData("bash", "deploy/package")]
    [InlineData("bash", "deploy/test-install")]
    public async Task A_script_can_be_read_by_its_shell(string shell, string script)
    {
        ProcessOutcome read = await ExternalProcess.RunAsync(shell, ["-n", Checkout.Find(script)]);
        Assert.Equal((0, ""), (read.ExitCode, read.Output));
    }

    [Theory]
    [InlineData("postinst")]
    [InlineData("prerm")]
    [InlineData("postrm")]
    public async Task A_maintainer_script_refuses_what_it_does_not_know(string script)
    {
        ProcessOutcome refused = await ExternalProcess.RunAsync("sh", [Checkout.Find($"deploy/debian/{script}"), "dance"]);
        Assert.Equal((1, true), (refused.ExitCode, refused.Output.Contains("'dance'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public void A_control_file_has_what_Debian_asks_for(string architecture)
    {
        string control = File.ReadAllText(Checkout.Find($"deploy/debian/control.{architecture}"));
        Dictionary<string, string> fields = Field().Matches(control).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        Assert.Equal(("dicomnode", "@VERSION@", architecture), (fields["Package"], fields["Version"], fields["Architecture"]));
        Assert.All((string[])["Maintainer", "Section", "Priority", "Installed-Size", "Description"], f => Assert.False(string.IsNullOrWhiteSpace(fields[f])));
        Assert.Contains("libsqlite3-0", fields["Depends"], StringComparison.Ordinal);
        Assert.Equal(architecture == "arm64", fields["Depends"].Contains("aspnetcore-runtime-10.0", StringComparison.Ordinal));
        Assert.All(control.Split('\n'), line => Assert.True(line.Length == 0 || line[0] == ' ' || Field().IsMatch(line), line));
        Assert.EndsWith("\n", control, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folders_that_the_package_replaces_are_in_the_configuration()
    {
        string configuration = File.ReadAllText(Checkout.Find("config/dicomnode.json"));
        Assert.Contains("\"Root\": \"data\"", configuration, StringComparison.Ordinal);
        Assert.Contains("\"Folder\": \"config/models\"", configuration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bill_of_materials_names_everything_that_was_resolved_with_version_digest_and_licence()
    {
        using TempFolder folder = new();
        foreach (string project in s_projects)
        {
            File.Copy(Checkout.Find($"src/{project}/obj/project.assets.json"), Path.Combine(folder.Folder($"assets/{project}"), "project.assets.json"));
        }

        string first = await BillAsync(folder.Combine("assets")), second = await BillAsync(folder.Combine("assets"));
        Assert.Equal(first, second);

        JsonNode bill = JsonNode.Parse(first)!;
        Assert.Equal(("CycloneDX", "1.5"), ((string?)bill["bomFormat"], (string?)bill["specVersion"]));
        Dictionary<string, JsonNode> components = bill["components"]!.AsArray().ToDictionary(c => (string)c!["bom-ref"]!, c => c!);
        string[] resolved = [.. s_projects.SelectMany(NuGetPackages), .. NpmPackages("src/Segmentation/Native/package-lock.json"), .. NpmPackages("src/DicomNode/Web/Page/package-lock.json")];
        Assert.True(resolved.Length > 30);
        Assert.All(resolved, reference =>
        {
            JsonNode component = components[reference];
            Assert.NotEmpty(component["hashes"]!.AsArray());
            Assert.NotEmpty(component["licenses"]!.AsArray());
        });

        Assert.Equal("required", (string?)components.Values.Single(c => (string?)c["name"] == "Quartz")["scope"]);
        Assert.Equal("required", (string?)components.Values.Single(c => (string?)c["name"] == "SQLitePCLRaw.core")["scope"]);
        Assert.Equal("excluded", (string?)components.Values.Single(c => (string?)c["name"] == "Microsoft.CodeAnalysis.BannedApiAnalyzers")["scope"]);
        Assert.Contains(components.Values, c => (string?)c["type"] == "file" && ((string)c["name"]!).EndsWith("libonnxruntime.so.1", StringComparison.Ordinal));
        Assert.All(bill["dependencies"]!.AsArray().SelectMany(d => d!["dependsOn"]!.AsArray()), d => Assert.Contains((string)d!, components.Keys));
    }

    /// <summary>The output of the build lies beside the tests, with what they need themselves.</summary>
    private static async Task<string> BillAsync(string assets)
    {
        ProcessOutcome made = await ExternalProcess.RunAsync(
            "env", ["SOURCE_DATE_EPOCH=0", "node", Checkout.Find("deploy/sbom.mjs"), "--name", "dicomnode", "--version", "1.2.3", "--published", AppContext.BaseDirectory, "--assets", assets, "--source", Checkout.Find("src")]);
        Assert.Equal(0, made.ExitCode);
        return made.Output;
    }

    private static IEnumerable<string> NuGetPackages(string project) =>
        JsonNode.Parse(File.ReadAllText(Checkout.Find($"src/{project}/obj/project.assets.json")))!["libraries"]!.AsObject()
            .Where(l => (string?)l.Value!["type"] == "package").Select(l => $"pkg:nuget/{l.Key.Replace('/', '@')}");

    private static IEnumerable<string> NpmPackages(string lockFile) =>
        JsonNode.Parse(File.ReadAllText(Checkout.Find(lockFile)))!["packages"]!.AsObject()
            .Where(p => p.Key.Length > 0)
            .Select(p => $"pkg:npm/{p.Key[(p.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..].Replace("@", "%40", StringComparison.Ordinal)}@{(string?)p.Value!["version"]}");

    [GeneratedRegex(@"^([A-Z][A-Za-z-]*): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Field();
}

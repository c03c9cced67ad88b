using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>The checkers of the shared folder: they share no code with us. Each of them ends with 0 when it found no error.</summary>
internal static class ConformanceKit
{
    public const string Folder = "conformance";

    /// <summary>Everything there is to check: the objects by themselves, against their series and against each other; every Dice coefficient 1.</summary>
    /// <param name="plastimatch">Whether plastimatch fills the contours too; it wants to read the images.</param>
    public static async Task RequireRightAsync(WrittenResult result, bool plastimatch = true)
    {
        string[] truth = result.Truth is string labels ? ["--truth", labels] : [];
        await CheckSegAsync(result, ["--policy", .. truth]);
        await CheckRtStructAsync(result, [.. truth, .. plastimatch ? new[] { "--plastimatch" } : []]);
        await CompareAsync(result, truth);
    }

    public static Task<string> CheckSegAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_seg", [result.Segmentation, result.Series, "--allow", Allowed.Value, .. options]);

    public static Task<string> CheckRtStructAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_rtstruct", [result.StructureSet, result.Series, "--allow", Allowed.Value, .. options]);

    /// <remarks>Without PixelMed's validator, which takes ten seconds and needs nothing of the kit: a test that wants it runs it by itself.</remarks>
    public static Task<string> CheckSrAsync(string report, WrittenResult result) =>
        RunAsync("check_sr", [report, result.Series, result.Segmentation, "--no-pixelmed"]);

    public static Task<string> CompareAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("compare_seg_rtstruct", [result.Segmentation, result.StructureSet, result.Series, .. options]);

    /// <summary>The validator's messages that the kit tolerates, and the one that we do (allow.tsv beside this file), each with its reason.</summary>
    private static Lazy<string> Allowed { get; } = new(() =>
    {
        string file = Path.Combine(AppContext.BaseDirectory, "conformance-allow.tsv");
        File.WriteAllText(file, File.ReadAllText(SharedData.Require(Path.Combine(Folder, "allow.tsv"))).TrimEnd() + "\n" + File.ReadAllText(Checkout.Find("tests/Interop.Tests/Conformance/allow.tsv")));
        return file;
    });

    private static async Task<string> RunAsync(string checker, IEnumerable<string> arguments)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync(
            "/usr/bin/python3", [SharedData.Require(Path.Combine(Folder, checker)), .. arguments], TimeSpan.FromMinutes(5));
        Assert.True(outcome.ExitCode == 0, $"{checker} found:\n{outcome.Output}");
        return outcome.Output;
    }
}

using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>The checkers of the shared folder: they share no code with us. Each of them ends with 0 when it found no error.</summary>
internal static class ConformanceKit
{
    public const string Folder = "conformance";

    public static Task<string> CheckSegAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_seg", [result.Segmentation, result.Series, .. options]);

    public static Task<string> CheckRtStructAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_rtstruct", [result.StructureSet, result.Series, .. options]);

    /// <remarks>Without PixelMed's validator, which takes ten seconds and needs nothing of the kit: a test that wants it runs it by itself.</remarks>
    public static Task<string> CheckSrAsync(string report, WrittenResult result) =>
        RunAsync("check_sr", [report, result.Series, result.Segmentation, "--no-pixelmed"]);

    public static Task<string> CompareAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("compare_seg_rtstruct", [result.Segmentation, result.StructureSet, result.Series, .. options]);

    private static async Task<string> RunAsync(string checker, IEnumerable<string> arguments)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync(
            "/usr/bin/python3", [SharedData.Require(Path.Combine(Folder, checker)), .. arguments], TimeSpan.FromMinutes(5));
        Assert.True(outcome.ExitCode == 0, $"{checker} found:\n{outcome.Output}");
        return outcome.Output;
    }
}

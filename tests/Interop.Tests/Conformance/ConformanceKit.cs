using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>The checkers of the shared folder: they share no code with us. Each of them ends with 0 when it found no error.</summary>
internal static class ConformanceKit
{
    public const string Folder = "conformance";

    /// <summary>What dsrdump of DCMTK 3.6.7 says of every report in UTF-8, and the kit takes for an error of the report: it is one of the reader.</summary>
    private const string NoUtf8 = "The VR checker does not support this Specific Character Set: ISO_IR 192";

    /// <summary>Everything there is to check: the objects by themselves, against their series and against each other; every Dice coefficient 1.</summary>
    /// <param name="hasReadablePixels">False: images that plastimatch and pydicom do not decode, so contours are not filled by the one nor values computed again by the other.</param>
    public static async Task RequireRightAsync(WrittenResult result, bool hasReadablePixels = true)
    {
        string[] truth = result.Truth is string labels ? ["--truth", labels] : [];
        await CheckSegAsync(result, ["--policy", .. truth]);
        await CheckRtStructAsync(result, [.. truth, .. hasReadablePixels ? new[] { "--plastimatch" } : []]);
        await CompareAsync(result, truth);
        if (hasReadablePixels && result.Report is string report)
        {
            await CheckSrAsync(report, result);
        }
    }

    public static Task<string> CheckSegAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_seg", [result.Segmentation, result.Series, "--allow", Allowed.Value, .. options]);

    public static Task<string> CheckRtStructAsync(WrittenResult result, params IEnumerable<string> options) =>
        RunAsync("check_rtstruct", [result.StructureSet, result.Series, "--allow", Allowed.Value, .. options]);

    /// <remarks>Without PixelMed's validator, which takes ten seconds and needs nothing of the kit: a test that wants it runs it by itself.</remarks>
    public static Task<string> CheckSrAsync(string report, WrittenResult result) =>
        RunAsync("check_sr", [report, result.Series, result.Segmentation, "--no-pixelmed", "--allow", Allowed.Value]);

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
        bool isRight = outcome.ExitCode == 0 || (outcome.ExitCode == 1 && outcome.Output.Split('\n').Where(l => l.StartsWith("ERROR", StringComparison.Ordinal)).All(l => l.Contains(NoUtf8, StringComparison.Ordinal)));
        Assert.True(isRight, $"{checker} found:\n{outcome.Output}");
        return outcome.Output;
    }
}

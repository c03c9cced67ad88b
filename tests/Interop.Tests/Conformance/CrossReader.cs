using System.Security.Cryptography;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>
/// dcmqi and Cornerstone3D (what OHIF reads with), from npm as the conformance kit pins them: installed once per version into the temporary
/// folder of this machine, and made complete elsewhere before it is moved there, so that two runs do not see each other's half.
/// </summary>
internal static class CrossReader
{
    public const string Package = ConformanceKit.Folder + "/node/package.json";

    /// <summary>Voxel count and centroid of each segment, a line per reader.</summary>
    public static async Task<ProcessOutcome> ReadAsync(WrittenResult result) => await ExternalProcess.RunAsync(
        "node", [Path.Combine(await InstalledAsync(), "cross_read.mjs"), result.Segmentation, result.Series], TimeSpan.FromMinutes(5));

    private static async Task<string> InstalledAsync()
    {
        string package = SharedData.Require(Package), script = SharedData.Require(ConformanceKit.Folder + "/node/cross_read.mjs");
        byte[] version = SHA256.HashData([.. await File.ReadAllBytesAsync(package), .. await File.ReadAllBytesAsync(script)]);
        string target = Path.Combine(Path.GetTempPath(), $"dicomnode-readers-{Convert.ToHexStringLower(version)[..12]}");
        if (Directory.Exists(target))
        {
            return target;
        }

        string building = Directory.CreateTempSubdirectory("dicomnode-readers-").FullName;
        File.Copy(package, Path.Combine(building, "package.json"));
        File.Copy(script, Path.Combine(building, "cross_read.mjs"));
        ProcessOutcome npm = await ExternalProcess.RunAsync(
            "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], TimeSpan.FromMinutes(8), building);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install the readers:\n{npm.Output}");
        }

        try
        {
            Directory.Move(building, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(building, recursive: true); // another run was first
        }

        return target;
    }
}

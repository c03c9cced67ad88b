using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Interop.Tests.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>The node as systemd runs it.</summary>
public class NodeProcessTests
{
    [Fact]
    public async Task SIGTERM_ends_the_node_with_exit_code_0()
    {
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [], model: null);
        Assert.Equal(0, await node.StopAsync());
    }

    [Fact]
    public async Task What_storescu_deflates_is_kept_deflated_and_filed_under_its_series()
    {
        using TempFolder folder = new();
        string file = folder.Combine("a.dcm");
        string uid = TestInstances.Write(file, 77, TransferSyntax.DeflatedExplicitVrLittleEndian);
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [new NodePeer("dcmtk", "STORESCU", FreePort.Next())], model: null);

        await Dcmtk.RequireAsync("storescu", ["-xd", "-aec", NodeProcess.AeTitle, "127.0.0.1", $"{node.DicomEndPoint.Port}", file]);

        string kept = Assert.Single(Directory.GetFiles(Path.Combine(node.DataFolder, "series"), "*.dcm", SearchOption.AllDirectories));
        DicomFile there = Part10File.Read(kept), sent = Part10File.Read(file);
        Assert.Equal((TransferSyntax.DeflatedExplicitVrLittleEndian, uid), (there.TransferSyntax, there.DataSet.GetString(Tags.SopInstanceUid)));
        Assert.Equal(DataSetWriter.ToArray(sent.DataSet, TransferSyntax.ExplicitVrLittleEndian), DataSetWriter.ToArray(there.DataSet, TransferSyntax.ExplicitVrLittleEndian));
    }
}

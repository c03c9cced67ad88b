using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network;

/// <summary>What a <see cref="DicomServer"/> does for its peers, besides C-ECHO.</summary>
/// <param name="Store">C-STORE.</param>
public sealed record DicomServices(IStoreHandler Store)
{
    /// <summary>C-FIND of the study root model; null: not offered.</summary>
    public IQueryHandler? Query { get; init; }

    /// <summary>Storage commitment for instances that were sent to us; null: not offered.</summary>
    public ICommitmentHandler? Commitment { get; init; }

    /// <summary>Reports of archives that we asked for commitment; null: not taken.</summary>
    public ICommitmentReportHandler? CommitmentReports { get; init; }

    /// <summary>What a server with these services takes of the SOP classes and transfer syntaxes of PS3.6: the table that answers associations is asked. Private ones are not listed.</summary>
    public IReadOnlyList<OfferedClass> Offer(DicomServerOptions options)
    {
        ServiceTable table = ServiceTable.Of(this, options, TimeProvider.System);
        string[] syntaxes = [.. DicomDictionary.UidsOf("Transfer Syntax").Select(t => t.Uid)];
        return
        [
            .. from sopClass in DicomDictionary.UidsOf("SOP Class")
               let served = table.Find(sopClass.Uid)
               where served is not null
               select new OfferedClass(sopClass.Uid, served.AsScp, served.AsScu, [.. syntaxes.Where(t => served.ChooseTransferSyntax([t]) == t)]),
        ];
    }
}

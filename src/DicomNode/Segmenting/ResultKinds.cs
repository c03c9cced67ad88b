using System.Diagnostics;
using DicomNode.Configuration;
using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>The kinds of results by their names in the configuration, in rows and in reports: those of Modality (0008,0060), and SC for previews.</summary>
internal static class ResultKinds
{
    public static ResultKind Of(ResultOutput output) => output switch
    {
        ResultOutput.Seg => ResultKind.Segmentation,
        ResultOutput.RtStruct => ResultKind.RtStructureSet,
        ResultOutput.Sr => ResultKind.MeasurementReport,
        ResultOutput.Sc => ResultKind.Preview,
        _ => throw new UnreachableException(),
    };

    public static string NameOf(ResultKind kind) => kind switch
    {
        ResultKind.Segmentation => "SEG",
        ResultKind.RtStructureSet => "RTSTRUCT",
        ResultKind.MeasurementReport => "SR",
        ResultKind.Preview => "SC",
        ResultKind.RejectionNote => "KO",
        _ => throw new UnreachableException(),
    };

    public static ResultKind Parse(string name) => Enum.GetValues<ResultKind>().Single(k => NameOf(k) == name);
}

using System.Diagnostics;
using DicomNode.Dicom.Iod;

namespace DicomNode.Configuration;

/// <summary>What is known of receivers, from what was measured or is public; each line says why. docs/receivers.md names the sources.</summary>
internal static class KnownReceivers
{
    /// <summary>Treatment planning systems show a structure by a name of 16 characters.</summary>
    private const int ShortName = 16;

    public static ReceiverProfile Of(ReceiverName name) => name switch
    {
        // BINARY, if the model says nothing else, is what every reader of segmentations reads; a label map has to be asked for, because archives of today refuse its class
        ReceiverName.Generic or ReceiverName.Orthanc => new(),

        // refuses true FRACTIONAL; what shares bytes it reads wrongly, so those become 0 and 255, which it reads
        ReceiverName.Ohif => new() { Kinds = [ResultKind.Segmentation, ResultKind.RtStructureSet, ResultKind.MeasurementReport, ResultKind.Preview], Segmentations = [SegmentationForm.Binary] },

        // reads segmentations through dcmqi; structure sets through SlicerRT
        ReceiverName.Slicer => new() { Kinds = [ResultKind.Segmentation, ResultKind.RtStructureSet, ResultKind.MeasurementReport], Segmentations = [SegmentationForm.Binary] },

        // import structure sets, not segmentations; values over 64 KiB, as contours are, need implicit VR, which both take as everybody's default
        ReceiverName.Eclipse => new() { Kinds = [ResultKind.RtStructureSet], ImplicitVr = true, RtStructureSet = new() { RoiNameLength = ShortName } },
        ReceiverName.RayStation => new() { Kinds = [ResultKind.RtStructureSet], ImplicitVr = true },

        _ => throw new UnreachableException(),
    };
}

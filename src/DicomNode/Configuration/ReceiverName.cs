namespace DicomNode.Configuration;

/// <summary>Kinds of receivers that something is known of; <see cref="KnownReceivers"/> says what. docs/receivers.md names the sources.</summary>
public enum ReceiverName
{
    Generic,
    Orthanc,
    Ohif,
    Slicer,
    Eclipse,
    RayStation,
}

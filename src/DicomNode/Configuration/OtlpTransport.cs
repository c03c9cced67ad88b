namespace DicomNode.Configuration;

public enum OtlpTransport
{
    HttpProtobuf = 1,
    Grpc,
}

using DicomNode.Querying;
using DicomNode.Security;

namespace DicomNode.Diagnosing;

internal static class DiagnosingServices
{
    /// <summary>In the node.</summary>
    public static IServiceCollection AddDiagnosing(this IServiceCollection services) => services.AddSingleton<ICommitmentDesk, NodeDesk>().AddDoctor();

    /// <summary>Beside it: everything a command needs that nothing listens for.</summary>
    public static IServiceCollection AddDoctorCommand(this IServiceCollection services) => services
        .AddSingleton<NodeCertificates>()
        .AddSingleton<CertificateState>()
        .AddSingleton<PeerClient>()
        .AddSingleton<PeerQuery>()
        .AddSingleton<ICommitmentDesk, CommandDesk>()
        .AddDoctor();

    private static IServiceCollection AddDoctor(this IServiceCollection services) => services
        .AddSingleton<Patience>()
        .AddSingleton<ConnectionProbe>()
        .AddSingleton<PortProbe>()
        .AddSingleton<TlsProbe>()
        .AddSingleton<AssociationProbe>()
        .AddSingleton<ObjectsProbe>()
        .AddSingleton<StoreTrial>()
        .AddSingleton<QueryProbe>()
        .AddSingleton<CommitmentProbe>()
        .AddSingleton<OwnSide>()
        .AddSingleton<PeerDoctor>();
}

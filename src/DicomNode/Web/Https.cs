using DicomNode.Dicom.Network.Security;
using DicomNode.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DicomNode.Web;

/// <summary>https with the certificate of Http:Certificate, which follows its file as those for DICOM do.</summary>
internal static class Https
{
    public static void UseHttps(this IWebHostBuilder web) => web.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
        .ConfigureServices(services => services.AddOptions<KestrelServerOptions>().Configure<NodeCertificates>(Configure));

    private static void Configure(KestrelServerOptions kestrel, NodeCertificates certificates)
    {
        if (certificates.Http is TlsCredentials credentials)
        {
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificateSelector = static (_, _) => null; // otherwise one for development is looked for; the line below is what counts
                https.OnAuthenticate = (_, handshake) =>
                {
                    handshake.ServerCertificateSelectionCallback = null;
                    TlsServer.Apply(credentials, handshake);
                };
            });
        }
    }
}

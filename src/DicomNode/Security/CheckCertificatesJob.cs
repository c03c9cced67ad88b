using DicomNode.Dicom.Network.Security;
using Quartz;

namespace DicomNode.Security;

/// <summary>Every day, and at the start: certificates that expire within <see cref="CertificateState.WarnAhead"/>, or have, become log lines.</summary>
[DisallowConcurrentExecution]
internal sealed class CheckCertificatesJob(CertificateState state, ILogger<CheckCertificatesJob> logger) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach ((CertificateOfFile certificate, TimeSpan left) in state.Look())
        {
            if (left < TimeSpan.Zero)
            {
                SecurityLog.Expired(logger, certificate.Subject, certificate.File, certificate.NotAfter);
            }
            else if (left < CertificateState.WarnAhead)
            {
                SecurityLog.ExpiresSoon(logger, certificate.Subject, certificate.File, certificate.NotAfter, (int)left.TotalDays);
            }
        }

        return ValueTask.CompletedTask;
    }
}

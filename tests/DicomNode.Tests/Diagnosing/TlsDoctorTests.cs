using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Diagnosing;

public sealed class TlsDoctorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority, _stranger;

    public TlsDoctorTests() => (_authority, _stranger) = (new(_folder.Path), new(_folder.Path, "Strange authority"));

    [Fact]
    public async Task A_right_peer_shows_its_protocol_and_its_certificate()
    {
        IssuedCertificate own = _authority.Issue("archive");
        await using CollectingArchive archive = Archive(own);
        PeerDiagnosis diagnosis = await ExamineAsync(archive.Port);
        diagnosis.Is(StepOutcome.Passed, "TLS", "TLS 1.3 with");
        Assert.Contains($"CN=archive, O=Tests, SHA-256 {own.Sha256}", diagnosis.Step("TLS").Text, StringComparison.Ordinal);
        diagnosis.Is(StepOutcome.Passed, "object SEG", "is taken");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_shown_with_its_fingerprint()
    {
        IssuedCertificate own = _stranger.Issue("archive");
        await using CollectingArchive archive = Archive(own);
        PeerDiagnosis diagnosis = await ExamineAsync(archive.Port);
        diagnosis.Fails("TLS", "is from nobody who is trusted here", "Listener:Tls:Authorities", "if the fingerprint is the one");
        Assert.Contains($"SHA-256 {own.Sha256}", diagnosis.Step("TLS").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("association", diagnosis.Steps.Select(s => s.Name));
    }

    [Fact]
    public async Task A_certificate_out_of_its_time_is_told_with_the_date()
    {
        await using CollectingArchive expired = Archive(_authority.Issue("archive", from: TimeSpan.FromDays(-30), to: TimeSpan.FromDays(-1)), clockOffBy: TimeSpan.FromDays(-5));
        (await ExamineAsync(expired.Port)).Fails("TLS", "expired on", "the clock of one of the two machines");
        await using CollectingArchive early = Archive(_authority.Issue("archive", from: TimeSpan.FromDays(2)), clockOffBy: TimeSpan.FromDays(5));
        (await ExamineAsync(early.Port)).Fails("TLS", "is not valid before", "is the clock of this machine right");
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_told_with_its_names()
    {
        await using CollectingArchive archive = Archive(_authority.Issue("other.example", loopback: false));
        (await ExamineAsync(archive.Port)).Fails("TLS", "is for other.example and not for 127.0.0.1", "Peers:0:Tls:HostName");
    }

    [Fact]
    public async Task A_peer_that_wants_a_certificate_of_ours_says_so_at_the_association()
    {
        await using CollectingArchive archive = Archive(_authority.Issue("archive"), ClientCertificates.Required);
        PeerDiagnosis diagnosis = await ExamineAsync(archive.Port, own: null);
        DoctorStep failed = Assert.Single(diagnosis.Steps, s => s.Outcome == StepOutcome.Failed);
        Assert.Contains(failed.Name, (string[])["TLS", "association"]);
        Assert.Contains("certificate", failed.Text, StringComparison.Ordinal);
        Assert.Contains("Listener:Tls:Certificate", failed.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_ours_that_the_peer_does_not_trust_is_named_with_its_key()
    {
        await using CollectingArchive archive = Archive(_authority.Issue("archive"), ClientCertificates.Required);
        PeerDiagnosis diagnosis = await ExamineAsync(archive.Port, own: _stranger.Issue("node"));
        DoctorStep failed = Assert.Single(diagnosis.Steps, s => s.Outcome == StepOutcome.Failed);
        Assert.Contains("our certificate", failed.Text, StringComparison.Ordinal);
        Assert.Contains("Listener:Tls:Certificate", failed.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_DICOM_on_the_port_for_TLS_is_recognised()
    {
        await using CollectingArchive archive = new();
        (await ExamineAsync(archive.Port)).Fails("TLS", "It speaks plain DICOM", "set Peers:0:Tls to false");
    }

    [Fact]
    public async Task TLS_on_the_port_for_plain_DICOM_is_recognised()
    {
        await using CollectingArchive archive = Archive(_authority.Issue("archive"));
        (await Clinic.ExamineAsync(Clinic.Peer(archive.Port))).Fails("association", "It speaks TLS", "set Peers:0:Tls");
    }

    [Fact]
    public async Task A_web_server_on_the_port_for_TLS_is_recognised()
    {
        await using ScriptedPort web = ScriptedPort.Answering([.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8]);
        (await ExamineAsync(web.Port)).Fails("TLS", "A web server answers there", "Peers:0:Port");
    }

    [Fact]
    public async Task A_certificate_of_our_own_that_ends_soon_is_told_of()
    {
        await using CollectingArchive archive = Archive(_authority.Issue("archive"));
        (await ExamineAsync(archive.Port, own: _authority.Issue("node", to: TimeSpan.FromDays(10)))).Is(StepOutcome.Warned, "own side", "ends on", "put a new one in its place");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _folder.Dispose();
    }

    private Task<PeerDiagnosis> ExamineAsync(int port) => ExamineAsync(port, _authority.Issue("node"));

    private Task<PeerDiagnosis> ExamineAsync(int port, IssuedCertificate? own)
    {
        PeerOptions peer = Clinic.Peer(port);
        peer.Tls = own is null ? new() { Authorities = [_authority.CertificateFile] } : new();
        NodeOptions options = Clinic.Options(peer);
        options.Listener.Tls = own is null ? null : new() { Port = 0, Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [_authority.CertificateFile] };
        return Clinic.ExamineAsync(options);
    }

    /// <param name="clockOffBy">Its clock is wrong: an archive with a right one would not start with a certificate out of its time.</param>
    private CollectingArchive Archive(IssuedCertificate own, ClientCertificates clients = ClientCertificates.NotAsked, TimeSpan clockOffBy = default)
    {
        SettableClock clock = new();
        clock.Set(clockOffBy);
        TlsCredentials credentials = new(new() { Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [_authority.CertificateFile] }, clock);
        return new(new SecurePort(0, new TlsServer(credentials, clients, clock).SecureAsync));
    }
}

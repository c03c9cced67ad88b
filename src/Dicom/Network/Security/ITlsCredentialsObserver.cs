namespace DicomNode.Dicom.Network.Security;

/// <summary>Is told when the files behind <see cref="TlsCredentials"/> change. Must return at once.</summary>
public interface ITlsCredentialsObserver
{
    /// <summary>The new files hold from the next handshake on.</summary>
    void Reloaded(TlsMaterial material) { }

    /// <summary>The new files cannot be used; the old ones stay. Told once per problem.</summary>
    void Kept(TlsFileException problem) { }
}

namespace DicomNode.Dicom.Network.Security;

/// <summary>
/// <see cref="TlsMaterial"/> that follows its files: a new certificate holds for the next handshake, without a restart. Files that are broken,
/// or only half replaced, leave the last good ones in use.
/// </summary>
/// <remarks>Contents are compared and not dates: links, copies with old dates and file systems with coarse ones all work.</remarks>
public sealed class TlsCredentials
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly TlsFiles _files;
    private readonly TimeProvider _clock;
    private readonly ITlsCredentialsObserver? _observer;
    private TlsMaterial _material;
    private string _digest;
    private string? _problem;
    private long _looked;

    /// <exception cref="TlsFileException">A file cannot be used; there are no good ones before.</exception>
    public TlsCredentials(TlsFiles files, TimeProvider? clock = null, ITlsCredentialsObserver? observer = null)
    {
        _files = files;
        _clock = clock ?? TimeProvider.System;
        _observer = observer;
        TlsFileContents contents = TlsFileContents.Read(files);
        _material = TlsMaterialReader.Read(files, contents, _clock.GetUtcNow());
        _digest = contents.Digest;
        _looked = _clock.GetTimestamp();
    }

    /// <summary>What is wrong with the files as they are now; null when they are the ones in use.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
            {
                return _problem;
            }
        }
    }

    /// <summary>The last good state of the files; looks at them at most once a second.</summary>
    public TlsMaterial Current
    {
        get
        {
            lock (_gate)
            {
                if (_clock.GetElapsedTime(_looked) >= s_between)
                {
                    _looked = _clock.GetTimestamp();
                    Look();
                }

                return _material;
            }
        }
    }

    private void Look()
    {
        try
        {
            TlsFileContents contents = TlsFileContents.Read(_files);
            if (contents.Digest == _digest)
            {
                _problem = null;
                return;
            }

            _material = TlsMaterialReader.Read(_files, contents, _clock.GetUtcNow());
            _digest = contents.Digest;
            _problem = null;
            _observer?.Reloaded(_material);
        }
        catch (TlsFileException e) when (e.Message == _problem)
        {
            // said before
        }
        catch (TlsFileException e)
        {
            _problem = e.Message;
            _observer?.Kept(e);
        }
    }
}

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>The codecs of a worker: each library is opened once, at its start.</summary>
internal sealed class LoadedCodecs
{
    private readonly Dictionary<NativeCodec, INativeCodec> _codecs = [];

    private LoadedCodecs()
    {
    }

    /// <summary>What there is, and what is missing.</summary>
    public WorkerGreeting Greeting { get; private set; } = new([]);

    public static LoadedCodecs Open()
    {
        LoadedCodecs codecs = new();
        codecs.Greeting = new(
        [
            codecs.Add(NativeCodec.Jpeg, () => new TurboJpeg(), turbo => turbo.Version),
            codecs.Add(NativeCodec.JpegLs, () => new CharLs(), charLs => charLs.Version),
            .. codecs.AddJpeg2000(),
        ]);
        return codecs;
    }

    /// <exception cref="NativeCodecException">The codec is not there.</exception>
    public INativeCodec this[NativeCodec codec] =>
        _codecs.TryGetValue(codec, out INativeCodec? found) ? found : throw new NativeCodecException("there is no library for it");

    private IEnumerable<WorkerGreeting.Entry> AddJpeg2000()
    {
        WorkerGreeting.Entry plain = Add(NativeCodec.Jpeg2000, () => new OpenJpeg(), openJpeg => openJpeg.Version);
        WorkerGreeting.Entry highThroughput = plain with { Codec = NativeCodec.HighThroughputJpeg2000 };
        if (plain.IsUsable)
        {
            OpenJpeg codec = (OpenJpeg)_codecs[NativeCodec.Jpeg2000];
            if (codec.DecodesHighThroughput)
            {
                _codecs.Add(NativeCodec.HighThroughputJpeg2000, codec);
            }
            else
            {
                highThroughput = new(NativeCodec.HighThroughputJpeg2000, false, $"{codec.Version} is too old: 2.5 or later is needed");
            }
        }

        return [plain, highThroughput];
    }

    private WorkerGreeting.Entry Add<T>(NativeCodec codec, Func<T> open, Func<T, string> version)
        where T : INativeCodec
    {
        try
        {
            T opened = open();
            _codecs.Add(codec, opened);
            return new(codec, true, version(opened));
        }
        catch (NativeCodecException e)
        {
            return new(codec, false, e.Message);
        }
    }
}

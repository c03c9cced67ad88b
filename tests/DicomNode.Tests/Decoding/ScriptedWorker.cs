using System.Globalization;
using DicomNode.Dicom.Pixels.Native;
using DicomNode.Testing;

namespace DicomNode.Tests.Decoding;

/// <summary>
/// A worker that does what a shell script says. In it: <c>$0</c> is a folder of its own, <c>greet</c> says what a worker says first, <c>become</c> turns into a real one.
/// The process numbers of all that were started are kept.
/// </summary>
internal sealed class ScriptedWorker : IDisposable
{
    private readonly TempFolder _folder = new();

    public ScriptedWorker(string script, Func<DecodeWorkerOptions, DecodeWorkerOptions>? change = null)
    {
        using (FileStream greeting = File.Create(_folder.Combine("greeting")))
        {
            new WorkerGreeting([new(NativeCodec.Jpeg2000, true, "a script")]).Write(greeting);
        }

        string real = string.Join(' ', Workers.Options.Arguments.Prepend(Workers.Options.Program).Select(a => $"'{a}'"));
        string whole = $"echo $$ >>\"$0/pids\"; greet() {{ cat \"$0/greeting\"; }}; become() {{ exec {real} \"$memory\"; }}; memory=$1; {script}";
        DecodeWorkerOptions options = Workers.Options with { Program = "/bin/sh", Arguments = ["-c", whole, _folder.Path], WorkerLost = how => Lost.Add(how) };
        Decoder = new(change?.Invoke(options) ?? options, TimeProvider.System);
    }

    public NativeFrameDecoder Decoder { get; }

    public List<string> Lost { get; } = [];

    public IReadOnlyList<int> Started =>
        File.Exists(_folder.Combine("pids")) ? [.. File.ReadAllLines(_folder.Combine("pids")).Select(l => int.Parse(l, CultureInfo.InvariantCulture))] : [];

    /// <summary>Those that have a process number still, zombies too.</summary>
    public IReadOnlyList<int> Alive => [.. Started.Where(pid => Directory.Exists($"/proc/{pid}"))];

    public string Read(string file) => File.ReadAllText(_folder.Combine(file));

    public void Dispose()
    {
        Decoder.Dispose();
        _folder.Dispose();
    }
}

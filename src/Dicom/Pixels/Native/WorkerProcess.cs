using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>One worker, seen from the node. Used by one thread at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int Waiting = 0, Working = 1, Overdue = 2;
    private const int SignalBase = 128; // what Process.ExitCode adds to the number of the signal that ended the process
    private static readonly TimeSpan s_leaveLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Stream _toWorker, _fromWorker;
    private readonly ITimer _deadline;
    private readonly byte[] _request = new byte[DecodeRequest.Length], _answer = new byte[DecodeAnswer.Length];
    private int _state = Waiting;

    private WorkerProcess(Process process, TimeProvider clock)
    {
        (_process, _toWorker, _fromWorker) = (process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _deadline = clock.CreateTimer(static worker => ((WorkerProcess)worker!).EndOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Id => _process.Id;

    public WorkerGreeting Greeting { get; private set; } = new([]);

    /// <exception cref="IOException">The program cannot be started, or is no worker.</exception>
    public static WorkerProcess Start(DecodeWorkerOptions options, TimeProvider clock)
    {
        ProcessStartInfo start = new(options.Program, [.. options.Arguments, options.MemoryLimit.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/", // so that a worker keeps no folder busy
        };
        start.Environment.Clear();
        foreach ((string name, string value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        WorkerProcess worker;
        try
        {
            worker = new(Process.Start(start)!, clock);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"The decode worker cannot be started: {e.Message}", e);
        }

        try
        {
            worker.Greeting = worker.Within(options.StartLimit, () => WorkerGreeting.Read(worker._fromWorker));
            return worker;
        }
        catch (Exception e) when (e is WorkerLostException or InvalidDataException)
        {
            worker.Kill();
            worker.Dispose();
            throw new IOException(e is WorkerLostException ? $"The decode worker {e.Message} before it was ready." : e.Message, e);
        }
    }

    /// <param name="native">Receives the cells when the status is <see cref="DecodeStatus.Decoded"/>.</param>
    /// <param name="message">The worker's sentence otherwise.</param>
    /// <exception cref="WorkerLostException">It ended, or had to be ended; this object is of no more use.</exception>
    public DecodeStatus Decode(DecodeRequest request, IReadOnlyList<ReadOnlyMemory<byte>> fragments, Span<byte> native, out string message)
    {
        Begin(request.Limit);
        try
        {
            request.Write(_request);
            _toWorker.Write(_request);
            foreach (ReadOnlyMemory<byte> fragment in fragments)
            {
                _toWorker.Write(fragment.Span);
            }

            _toWorker.Flush();
            _fromWorker.ReadExactly(_answer);
            DecodeAnswer answer = DecodeAnswer.Read(_answer);
            message = ReadBody(answer, native);
            End();
            return answer.Status;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Lost(e);
        }
    }

    /// <summary>Lets it go: it leaves when its standard input closes.</summary>
    public void Dispose()
    {
        _deadline.Dispose();
        Close(_toWorker);
        if (!_process.WaitForExit(s_leaveLimit))
        {
            Kill();
            _process.WaitForExit();
        }

        Close(_fromWorker);
        _process.Dispose();
    }

    private string ReadBody(DecodeAnswer answer, Span<byte> native)
    {
        if (answer.Status == DecodeStatus.Decoded && answer.BodyLength == native.Length)
        {
            _fromWorker.ReadExactly(native);
            return "";
        }

        if (answer.Status is not (DecodeStatus.Damaged or DecodeStatus.TooLarge) || answer.BodyLength is < 0 or > DecodeAnswer.MaxMessage)
        {
            throw new InvalidDataException("The answer of the worker is none."); // the library has run wild and written over it
        }

        byte[] text = new byte[answer.BodyLength];
        _fromWorker.ReadExactly(text);
        return string.Concat(TextEncoding.UTF8.GetString(text).Select(c => char.IsControl(c) ? ' ' : c));
    }

    private T Within<T>(TimeSpan limit, Func<T> work)
    {
        Begin(limit);
        try
        {
            T result = work();
            End();
            return result;
        }
        catch (IOException e)
        {
            throw Lost(e);
        }
    }

    private void Begin(TimeSpan limit)
    {
        _state = Working;
        _deadline.Change(limit, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        if (Interlocked.CompareExchange(ref _state, Waiting, Working) == Overdue)
        {
            throw new EndOfStreamException(); // done, but in the moment in which it was ended
        }

        _deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void EndOverdue()
    {
        if (Interlocked.CompareExchange(ref _state, Overdue, Working) == Working)
        {
            Kill();
        }
    }

    private WorkerLostException Lost(Exception cause)
    {
        if (Volatile.Read(ref _state) == Overdue)
        {
            return new("took too long and was ended", isOverdue: true, cause);
        }

        if (cause is InvalidDataException || !_process.WaitForExit(s_leaveLimit))
        {
            Kill(); // its standard output is closed or makes no sense, and yet it lives
            return new("gave an answer that makes no sense", isOverdue: false, cause);
        }

        int code = _process.ExitCode;
        return new(code > SignalBase ? $"ended with signal {code - SignalBase}" : $"ended with code {code}", isOverdue: false, cause);
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it has ended meanwhile
        }
    }

    private static void Close(Stream pipe)
    {
        try
        {
            pipe.Dispose();
        }
        catch (IOException)
        {
            // what was not sent is of no use to a worker that is gone
        }
    }
}

using System.Diagnostics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels.Native;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Decoding;

/// <summary>Workers that die, hang, talk nonsense or are not there: what becomes of the frame, and what is left of them.</summary>
public class WorkerFaultTests
{
    private const string Syntax = Uids.Jpeg2000Lossless;

    [Fact]
    public void A_worker_that_crashes_over_a_frame_gets_a_successor()
    {
        using ScriptedWorker worker = new("if mkdir \"$0/first\" 2>/dev/null; then greet; head -c 48 >/dev/null; kill -SEGV $$; else become; fi");
        Assert.Equal(TinyImages.GrayCells, Decode(worker));
        Assert.Equal(2, worker.Started.Count);
        Assert.Equal(["the JPEG 2000 decoder ended with signal 11"], worker.Lost);
    }

    [Fact]
    public void A_frame_that_every_worker_crashes_over_is_refused_with_the_signal()
    {
        using ScriptedWorker worker = new("greet; head -c 48 >/dev/null; kill -SEGV $$");
        Assert.Contains("the JPEG 2000 decoder ended with signal 11", Refusal(worker), StringComparison.Ordinal);
        Assert.Equal(2, worker.Started.Count);
        Assert.Empty(worker.Alive);
    }

    [Fact]
    public void A_worker_that_hangs_is_ended_and_the_frame_not_tried_again()
    {
        using ScriptedWorker worker = new("greet; exec sleep 600", o => o with { FrameLimit = TimeSpan.FromMilliseconds(300) });
        Assert.Contains("took too long and was ended", Refusal(worker), StringComparison.Ordinal);
        Assert.Single(worker.Started);
        Assert.Empty(worker.Alive);
    }

    [Theory]
    [InlineData("greet; head -c 48 >/dev/null; echo nonsense; exec sleep 600")]
    [InlineData("greet; head -c 48 >/dev/null; printf '\\001\\377\\377\\377\\177'; exec sleep 600")] // "decoded", and 2 GiB of it
    [InlineData("greet; head -c 48 >/dev/null; printf '\\002\\377\\377\\377\\377'; exec sleep 600")]
    public void An_answer_that_makes_no_sense_is_not_believed(string script)
    {
        using ScriptedWorker worker = new(script);
        Assert.Contains("makes no sense", Refusal(worker), StringComparison.Ordinal);
        Assert.Empty(worker.Alive);
    }

    [Fact]
    public void A_worker_that_was_killed_while_it_waited_is_replaced()
    {
        using ScriptedWorker worker = new("become");
        Assert.Equal(TinyImages.GrayCells, Decode(worker));
        using (Process process = Process.GetProcessById(worker.Started.Single()))
        {
            process.Kill();
        }

        Assert.Equal(TinyImages.GrayCells, Decode(worker));
        Assert.Equal(2, worker.Started.Count);
    }

    [Theory]
    [InlineData("exit 3", "ended with code 3 before it was ready")]
    [InlineData("echo this is another program", "does not greet like a decode worker")]
    [InlineData("exec sleep 600", "took too long")]
    public void Without_a_worker_nothing_can_be_decoded_and_the_reason_is_told(string script, string reason)
    {
        using ScriptedWorker worker = new(script, o => o with { StartLimit = TimeSpan.FromSeconds(1) });
        Assert.All(worker.Decoder.Libraries, l => Assert.Contains(reason, l.Problem, StringComparison.Ordinal));
        Assert.False(worker.Decoder.CanDecode(Dicom.Encoding.TransferSyntax.Find(Syntax)!));
        Assert.Empty(worker.Alive);
    }

    [Fact]
    public void A_program_that_is_not_there_is_told()
    {
        using NativeFrameDecoder decoder = new(Workers.Options with { Program = "/nowhere/dicomnode" }, TimeProvider.System);
        Assert.All(decoder.Libraries, l => Assert.Contains("cannot be started", l.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_inherits_no_secret_of_the_node()
    {
        Environment.SetEnvironmentVariable("A_SECRET_OF_THE_NODE", "open sesame");
        using ScriptedWorker worker = new("env >\"$0/env\"; become");
        Assert.Equal(TinyImages.GrayCells, Decode(worker));
        Assert.DoesNotContain("sesame", worker.Read("env"), StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", worker.Read("env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_are_kept_for_the_next_frame_leave_when_there_is_none_and_come_back()
    {
        using ScriptedWorker worker = new("become", o => o with { MaxWorkers = 2, IdleLimit = TimeSpan.FromMilliseconds(500) });
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ => Assert.Equal(TinyImages.GrayCells, Decode(worker)));
        Assert.InRange(worker.Started.Count, 1, 2);
        await Eventually.TrueAsync(() => worker.Alive.Count == 0, TimeSpan.FromSeconds(60), () => $"{worker.Alive.Count} are still there");
        Assert.Equal(TinyImages.GrayCells, Decode(worker));
        Assert.Empty(worker.Lost);
    }

    [Fact]
    public void None_is_left_behind()
    {
        ScriptedWorker worker = new("become");
        Parallel.For(0, 20, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Decode(worker));
        int[] started = [.. worker.Started];
        worker.Dispose();
        Assert.NotEmpty(started);
        Assert.DoesNotContain(started, pid => Directory.Exists($"/proc/{pid}"));
        Assert.Throws<ObjectDisposedException>(() => Decode(worker));
    }

    [Fact]
    public async Task A_worker_whose_parent_is_gone_leaves()
    {
        ProcessStartInfo start = new(Workers.Options.Program, [.. Workers.Options.Arguments, "100000000"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process worker = Process.Start(start)!;
        WorkerGreeting.Read(worker.StandardOutput.BaseStream);
        worker.StandardInput.Close(); // as the system does when a parent is killed
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        await worker.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, worker.ExitCode);
    }

    private static byte[] Decode(ScriptedWorker worker) => worker.Decoder.Decode(Syntax, TinyImages.Gray, TinyImages.Jpeg2000);

    private static string Refusal(ScriptedWorker worker) => Assert.Throws<DicomDataException>(() => Decode(worker)).Message;
}

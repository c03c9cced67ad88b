using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>The first thing that a worker says: which codecs it has, and what is wrong with the others.</summary>
internal sealed record WorkerGreeting(IReadOnlyList<WorkerGreeting.Entry> Entries)
{
    private const uint Magic = 0x31574E44; // "DNW1": the number of the protocol is in it
    private const int MaxLength = 64 * 1024;

    /// <param name="Text">The library with its version, or why it cannot be used.</param>
    public sealed record Entry(NativeCodec Codec, bool IsUsable, string Text);

    public void Write(Stream output)
    {
        using MemoryStream body = new();
        using (BinaryWriter writer = new(body, TextEncoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(0); // the length of what follows
            writer.Write((byte)Entries.Count);
            foreach (Entry entry in Entries)
            {
                writer.Write((byte)entry.Codec);
                writer.Write(entry.IsUsable);
                writer.Write(entry.Text);
            }
        }

        byte[] bytes = body.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        output.Write(bytes);
    }

    /// <exception cref="EndOfStreamException">The worker is gone.</exception>
    /// <exception cref="InvalidDataException">What was started is no worker, or one of another version.</exception>
    public static WorkerGreeting Read(Stream input)
    {
        byte[] header = new byte[8];
        input.ReadExactly(header);
        int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic || length is < 1 or > MaxLength)
        {
            throw new InvalidDataException("What was started does not greet like a decode worker of this version.");
        }

        byte[] body = new byte[length];
        input.ReadExactly(body);
        using BinaryReader reader = new(new MemoryStream(body), TextEncoding.UTF8);
        Entry[] entries = new Entry[reader.ReadByte()];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new((NativeCodec)reader.ReadByte(), reader.ReadBoolean(), reader.ReadString());
        }

        return new(entries);
    }
}

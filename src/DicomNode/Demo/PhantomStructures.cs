namespace DicomNode.Demo;

/// <summary>The structures of the phantom whose extent is known; they overlap, the body holds the others.</summary>
[Flags]
public enum PhantomStructures : byte
{
    None = 0,
    Body = 1,
    LungLeft = 2,
    LungRight = 4,
    Bone = 8,
}

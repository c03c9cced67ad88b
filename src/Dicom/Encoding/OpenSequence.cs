using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>A sequence that <see cref="DataSetParser"/> is inside of, and its open item; the outermost data set is the item of the first.</summary>
internal sealed class OpenSequence
{
    /// <summary>The element being read in the open item; without an open item, the sequence itself.</summary>
    public Tag Tag { get; set; }

    public bool ExplicitVr { get; init; }

    /// <summary>UN stood for its VR, in explicit VR.</summary>
    public bool AsUnknown { get; init; }

    public IrregularHeader? Irregular { get; init; }

    public bool Undefined { get; init; }

    /// <summary>Where its items start.</summary>
    public int Start { get; init; }

    /// <summary>Where the sequence ends at the latest.</summary>
    public int End { get; init; }

    /// <summary>That these are items is only what the dictionary says: should they not be, the bytes are a value of this VR.</summary>
    public Vr Otherwise { get; init; }

    public List<DataSet> Items { get; } = [];

    public DataSet? Item { get; set; }

    public bool ItemUndefined { get; set; }

    public int ItemEnd { get; set; }

    public SpecificCharacterSet? CharacterSet { get; init; }

    public bool PixelsAreSigned { get; set; }

    /// <summary>The open item has a PixelRepresentation of its own.</summary>
    public bool KnowsSign { get; set; }
}

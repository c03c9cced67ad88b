using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Tests.Encoding;

/// <summary>Data sets of any shape: every VR, public and private elements, nested items in both forms of delimiter, pixel data native and in fragments.</summary>
internal sealed class RandomDataSet(int seed, bool encapsulated)
{
    private static readonly (Tag Tag, Vr Vr)[] s_values =
    [
        (Tags.SopInstanceUid, Vr.UI), (Tags.StudyDate, Vr.DA), (Tags.Modality, Vr.CS), (Tags.PatientName, Vr.PN), (Tags.PatientId, Vr.LO),
        (Tags.ImagePositionPatient, Vr.DS), (Tags.InstanceNumber, Vr.IS), (Tags.Rows, Vr.US), (Tags.PixelRepresentation, Vr.US),
        (Tags.RecommendedDisplayFrameRate, Vr.IS), (Tags.TextValue, Vr.UT), (new Tag(0x0009, 0x0010), Vr.LO), (new Tag(0x0009, 0x1001), Vr.UN),
        .. Enum.GetValues<Vr>().Where(v => v is not (Vr.None or Vr.SQ)).Select((vr, i) => (new Tag(0x0011, (ushort)(0x1000 + i)), vr)),
    ];

    private static readonly Tag[] s_sequences = [Tags.ReferencedImageSequence, Tags.ReferencedSeriesSequence, Tags.SharedFunctionalGroupsSequence, Tags.ContentSequence];

    private readonly Random _random = new(seed);

    public DataSet Make()
    {
        DataSet dataSet = Level(depth: 0);
        if (encapsulated)
        {
            dataSet.Set(new FragmentsElement(Tags.PixelData, Vr.OB, [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Bytes(200))]) { BasicOffsetTable = Bytes(8) });
        }
        else if (_random.Next(2) == 0)
        {
            dataSet.Set(new ValueElement(Tags.PixelData, Vr.OW, Bytes(_random.Next(8) == 0 ? 20_000 : 200)));
        }

        return dataSet;
    }

    private DataSet Level(int depth)
    {
        DataSet dataSet = new() { UndefinedLength = depth > 0 && _random.Next(2) == 0 };
        int oneIn = 2 + _random.Next(12);
        foreach ((Tag tag, Vr vr) in s_values)
        {
            if (_random.Next(oneIn) == 0)
            {
                dataSet.Set(new ValueElement(tag, vr, Bytes(vr is Vr.US ? 2 : vr is Vr.UT or Vr.UN && _random.Next(8) == 0 ? 6000 : 60, exact: vr is Vr.US)));
            }
        }

        foreach (Tag tag in s_sequences)
        {
            if (depth < 4 && _random.Next(3) == 0)
            {
                dataSet.Set(new SequenceElement(tag, [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Level(depth + 1))]) { UndefinedLength = _random.Next(2) == 0 });
            }
        }

        return dataSet;
    }

    private byte[] Bytes(int most, bool exact = false)
    {
        byte[] bytes = new byte[exact ? most : _random.Next((most / 2) + 1) * 2];
        _random.NextBytes(bytes);
        return bytes;
    }
}

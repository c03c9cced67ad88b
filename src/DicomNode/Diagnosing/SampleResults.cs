using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;

namespace DicomNode.Diagnosing;

/// <summary>
/// Results of <see cref="SampleSeries"/> by the builders that make real ones: what is sent for a test, and what the conformance statement lists the attributes of.
/// The same purpose gives the same bytes.
/// </summary>
internal sealed class SampleResults
{
    private readonly SampleTerms _terms;
    private readonly ResultContext _context;
    private readonly CornerMasks _masks;

    /// <summary>Test objects, marked as such.</summary>
    public SampleResults(string purpose, CancellationToken cancellationToken)
        : this(SampleSeries.Of(purpose, cancellationToken), SampleTerms.Test(purpose))
    {
    }

    /// <param name="slices">The images that they are results of.</param>
    public SampleResults(IReadOnlyList<DataSet> slices, SampleTerms terms)
    {
        SourceSeries source = SourceSeries.Create(slices);
        (_terms, _masks) = (terms, new(source.Columns));
        _context = new(source, ResultIdentity.Of(source, terms.Model, "1", terms.Model, terms.Time), ProductEquipment.Of(terms.Installation, $"{terms.Model} 1"))
        {
            Title = terms.Title, Description = terms.Description, Provenance = new() { Provider = "CPU" },
        };
    }

    private IReadOnlyList<ResultSegment> Segments => [_terms.Structure];

    /// <summary>An object as a receiver would get it; of a preview its first image.</summary>
    public ResultObject Of(ResultSpec spec) => spec.Kind switch
    {
        ResultKind.Segmentation => SegmentationObject.Build(_context, Segments, _masks, spec.Segmentation),
        ResultKind.RtStructureSet => RtStructureSetObject.Build(_context, Segments, new TracedContours(_context.Source, _masks, spec.StructureSet!), spec.StructureSet),
        ResultKind.MeasurementReport => Report(spec),
        ResultKind.Preview => Preview(),
        _ => RejectionNote.Build([Of(new ResultSpec(ResultKind.Segmentation) { Segmentation = SegmentationOptions.Default }).DataSet], "sample", $"{_terms.Title}: replaced by a newer result.", _terms.Time, _context.Equipment),
    };

    private ResultObject Report(ResultSpec spec)
    {
        double mm3 = CornerMasks.Pixels * _context.Source.Slices.Count * _context.Source.PixelArea * _context.Source.SliceExtentsMm[0];
        bool refers = spec.Segmentation is not null;
        return MeasurementReportObject.Build(
            _context with { Variant = spec.Variant },
            new([new(Segments[0], mm3) { Mean = 0, StandardDeviation = 0, SegmentNumber = refers ? 1 : null }])
            {
                Segmentation = refers ? Of(spec with { Kind = ResultKind.Segmentation }) : null,
                Quantity = VoxelQuantity.Of(_context.Source.Header),
                Comments = [$"{_terms.Title}: no finding."],
            });
    }

    private ResultObject Preview()
    {
        Geometry grid = new(default, new(0, 0, 1), new(0, 1, 0), new(1, 0, 0));
        return new PreviewSeries(_context, grid, Segments, [1.0], _masks, (_, values) => values.Clear()).Build(CancellationToken.None).First();
    }

    /// <summary>A square in a corner of every slice.</summary>
    private sealed class CornerMasks(int columns) : ISegmentMasks
    {
        private const int Side = 4;

        public const int Pixels = Side * Side;

        public bool TryReadSlice(int segment, int slice, Span<byte> mask)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = i / columns < Side && i % columns < Side ? (byte)1 : (byte)0;
            }

            return true;
        }
    }
}

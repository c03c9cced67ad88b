using System.CommandLine;
using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary>What a command asks a peer for: level, model and keys, as an identifier.</summary>
internal sealed class QuerySymbols
{
    private readonly Option<string[]> _keys = new("-k", "--key")
    {
        Description = "A key, for example PatientID=123, StudyDate=20260101- or PatientName=DOE*; without a value: to be returned. By keyword or by tag (0010,0020). Can be given several times.",
        HelpName = "KEY[=VALUE]",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _level = new("--level") { Description = "What is looked for.", DefaultValueFactory = _ => "study" };
    private readonly Option<string> _model = new("--model") { Description = "The information model.", DefaultValueFactory = _ => "study" };

    public QuerySymbols()
    {
        _level.AcceptOnlyFromAmong("patient", "study", "series", "image");
        _model.AcceptOnlyFromAmong("study", "patient");
    }

    public void AddTo(Command command)
    {
        command.Add(_level);
        command.Add(_keys);
        command.Add(_model);
    }

    /// <exception cref="UsageException">A key that the standard does not know, or a level that the model does not have.</exception>
    public Question Get(ParseResult parsed)
    {
        QueryModel model = parsed.GetRequiredValue(_model) == "patient" ? QueryModel.PatientRoot : QueryModel.StudyRoot;
        QueryLevel level = Enum.Parse<QueryLevel>(parsed.GetRequiredValue(_level), ignoreCase: true);
        if (level == QueryLevel.Patient && model == QueryModel.StudyRoot)
        {
            throw new UsageException("--level patient needs --model patient.");
        }

        DataSet identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level.ToString().ToUpperInvariant());
        foreach (string key in parsed.GetRequiredValue(_keys))
        {
            Add(identifier, key);
        }

        return new(model, level, identifier);
    }

    private static void Add(DataSet identifier, string key)
    {
        string[] parts = key.Split('=', 2);
        Tag tag = TagOf(parts[0].Trim()) ?? throw new UsageException($"-k {key}: \"{parts[0]}\" is no keyword of the standard and no tag like (0010,0020).");
        if (DicomDictionary.VrOf(tag) == Vr.SQ)
        {
            throw new UsageException($"-k {key}: a sequence cannot be given as a key here.");
        }

        if (!System.Text.Ascii.IsValid(key))
        {
            identifier.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        }

        if (parts is [_, { Length: > 0 } value])
        {
            SetValue(identifier, tag, value);
        }
        else
        {
            identifier.SetEmpty(tag);
        }
    }

    private static void SetValue(DataSet identifier, Tag tag, string value)
    {
        if (DicomDictionary.VrOf(tag).IsText())
        {
            identifier.SetString(tag, value.Split('\\'));
        }
        else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            identifier.SetNumber(tag, number);
        }
        else
        {
            throw new UsageException($"-k {tag}={value}: the value has to be a number.");
        }
    }

    private static Tag? TagOf(string text) =>
        DicomDictionary.FindByKeyword(text)
        ?? (uint.TryParse(text.Trim('(', ')').Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) && value > 0xFFFF
            ? new Tag(value)
            : null);
}

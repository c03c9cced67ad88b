using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

/// <summary>The JSON schema beside the models says what the program reads.</summary>
public class ManifestSchemaTests
{
    // read only to be refused by name
    private static readonly string[] s_refused = ["extraInputs", "cascadeFrom", "marginMm of step"];

    public static TheoryData<string, Type> Types => new()
    {
        { "", typeof(ModelManifest) }, { "input", typeof(ModelInput) }, { "select", typeof(SelectSpec) }, { "rule", typeof(AttributeRule) }, { "spatial", typeof(SpatialSpec) },
        { "step", typeof(PreprocessStep) }, { "network", typeof(NetworkSpec) }, { "window", typeof(WindowSpec) }, { "output", typeof(OutputSpec) }, { "postStep", typeof(PostStep) },
        { "segment", typeof(SegmentSpec) }, { "code", typeof(CodeSpec) }, { "compose", typeof(ComposeSpec) }, { "emit", typeof(EmitSpec) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void The_schema_lists_the_keys_that_are_read(string definition, Type type)
    {
        JsonElement schema = Definition(definition);
        string[] listed = [.. schema.GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        string[] read = [.. Properties(type).Select(p => p.Key).Where(k => !s_refused.Contains(k) && !s_refused.Contains($"{k} of {definition}"))];
        Assert.Equal(read.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_words_of_the_schema_are_words_of_the_program(string definition, Type type)
    {
        JsonElement schema = Definition(definition);
        foreach ((string key, PropertyInfo property) in Properties(type))
        {
            if (schema.GetProperty("properties").TryGetProperty(key, out JsonElement value) && value.TryGetProperty("enum", out JsonElement words)
                && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } allowed)
            {
                Assert.All(words.EnumerateArray(), word => JsonSerializer.Deserialize(word.GetRawText(), allowed, ManifestJson.Options));
            }
        }
    }

    private static IEnumerable<(string Key, PropertyInfo Property)> Properties(Type type) =>
        from property in type.GetProperties()
        where property.GetCustomAttribute<JsonIgnoreAttribute>() is null
        select (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name), property);

    private static JsonElement Definition(string name)
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Checkout.Find("config/models/model.schema.json")));
        return (name.Length == 0 ? schema.RootElement : schema.RootElement.GetProperty("$defs").GetProperty(name)).Clone();
    }
}

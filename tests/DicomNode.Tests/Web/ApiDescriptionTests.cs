using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>The OpenAPI document, as a generator of clients reads it.</summary>
public sealed partial class ApiDescriptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_route_of_the_API_is_described_with_a_summary_and_its_answers()
    {
        await using RunningNode node = await RunningNode.StartAsync(_folder, FreePort.Next());
        JsonNode document = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        List<string> wrong = [];
        int described = 0;

        foreach (RouteEndpoint endpoint in node.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct())
        {
            string path = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "}");
            if (!path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/health/", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (string method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                described++;
                JsonNode? operation = document["paths"]?[path]?[method.ToLowerInvariant()];
                JsonObject answers = operation?["responses"]?.AsObject() ?? [];
                if (operation?["summary"] is null || !answers.Any(a => a.Key.StartsWith('2')))
                {
                    wrong.Add($"{method} {path}: {(operation is null ? "is missing" : operation["summary"] is null ? "has no summary" : "says nothing of success")}");
                }

                wrong.AddRange(answers.Where(a => a.Key is "404" or "409" or "400" && a.Value?["content"]?["application/problem+json"] is null).Select(a => $"{method} {path}: {a.Key} is no problem"));
            }
        }

        Assert.Empty(wrong);
        Assert.True(described > 15, "The endpoints were not found.");
    }

    [Fact]
    public async Task A_client_finds_the_shapes_and_the_names_of_states()
    {
        await using RunningNode node = await RunningNode.StartAsync(_folder, FreePort.Next());
        JsonNode document = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        JsonNode schemas = document["components"]!["schemas"]!;

        Assert.Equal("DicomNode", (string?)document["info"]!["title"]);
        Assert.Equal("#/components/schemas/SeriesView", (string?)document["paths"]!["/api/v1/series"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["items"]!["$ref"]);
        Assert.All(["seriesInstanceUid", "state", "evidence", "instances", "lastInstanceAt"], name => Assert.NotNull(schemas["SeriesView"]!["properties"]![name]));
        Assert.All(["jobs", "results", "deliveries", "timeline"], name => Assert.NotNull(schemas["SeriesDetailView"]!["properties"]![name]));
        Assert.Contains("Incomplete", schemas["SeriesState"]!["enum"]!.AsArray().Select(v => (string?)v));
        Assert.Contains("DeadLetter", schemas["DeliveryState"]!["enum"]!.AsArray().Select(v => (string?)v));
        Assert.Contains("Configure", schemas["AccessRole"]!["enum"]!.AsArray().Select(v => (string?)v));
        JsonNode retry = document["paths"]!["/api/v1/deliveries/{id}/retry"]!["post"]!["responses"]!;
        Assert.All(["202", "401", "403", "404", "409"], status => Assert.NotNull(retry[status]));
    }

    [GeneratedRegex(@":[a-z()0-9,]+\}")]
    private static partial Regex Constraint();
}

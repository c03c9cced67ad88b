using DicomNode.Configuration;
using Xunit;

namespace DicomNode.Tests.Configuration;

[Collection(ProcessEnvironment.Name)]
public class NodeConfigurationTests
{
    [Fact]
    public void An_empty_file_gives_the_defaults()
    {
        NodeOptions options = Load("{}");
        Assert.Equal(("DICOMNODE", 11112, "127.0.0.1"), (options.Listener.AeTitle, options.Listener.Port, options.Listener.Address));
        Assert.Equal(TimeSpan.FromSeconds(10), options.Assembling.QuietPeriod);
        Assert.Null(options.Inference.Providers);
        Assert.False(options.AcceptUnknownPeers);
    }

    [Fact]
    public void Every_key_of_a_full_file_arrives_comments_and_trailing_commas_included()
    {
        NodeOptions options = Load("""
            {
              "$schema": "dicomnode.schema.json", // for editors
              "Listener": { "AeTitle": "NODE 1", "Port": 104, "Address": "0.0.0.0", "MaxPduLength": 65536, "MaxAssociations": 8, "Tls": null },
              "Peers": [ { "Name": "pacs", "AeTitle": "ORTHANC", "Host": "pacs.example", "Port": 4242, "Tls": false, "Query": true } ],
              "AcceptUnknownPeers": true,
              "Http": { "Urls": "http://127.0.0.1:0;http://*:8081", "Accounts": "accounts.json" },
              "Data": { "Root": "/srv/node", "ReserveGiB": 0.5 },
              "Assembling": { "QuietPeriod": "00:00:02", "GapPeriod": "00:00:30" },
              "Inference": { "Library": null, "Providers": [ "cpu" ], "RequireGpu": false, "Threads": 2 },
              "Routes": [ { "When": { "Modality": "CT", "SeriesDescription": "^thorax", "CallingAeTitle": "ORTHANC" },
                            "Model": "ct-tissue", "Outputs": [ "RTSTRUCT" ], "SendTo": [ "pacs" ] } ],
              "Delivery": { "GiveUpAfter": "1.00:00:00", "FirstRetryDelay": "00:00:01", "MaxRetryDelay": "00:01:00" },
              "Retention": { "KeepDelivered": "00:00:00" },
            }
            """);
        Assert.Equal(("NODE 1", 104, 65536, 8), (options.Listener.AeTitle, options.Listener.Port, options.Listener.MaxPduLength, options.Listener.MaxAssociations));
        PeerOptions peer = Assert.Single(options.Peers);
        Assert.Equal(("pacs", "ORTHANC", "pacs.example", 4242, true), (peer.Name, peer.AeTitle, peer.Host, peer.Port, peer.Query));
        Assert.True(options.AcceptUnknownPeers);
        Assert.Equal(0.5, options.Data.ReserveGiB);
        Assert.Equal(["cpu"], options.Inference.Providers);
        RouteOptions route = Assert.Single(options.Routes);
        Assert.Equal(("CT", "^thorax", "ORTHANC", null), (route.When.Modality, route.When.SeriesDescription, route.When.CallingAeTitle, route.When.BodyPartExamined));
        Assert.Equal([ResultOutput.RtStruct], route.Outputs);
        Assert.Equal(["pacs"], route.SendTo);
        Assert.Equal(TimeSpan.FromDays(1), options.Delivery.GiveUpAfter);
    }

    [Theory]
    [InlineData("""{ "Listner": { "Port": 104 } }""", "Listner", "did you mean Listener?")]
    [InlineData("""{ "Listener": { "Prot": 104 } }""", "Listener:Prot = \"104\"", "did you mean Listener:Port?")]
    [InlineData("""{ "Listener": { "Port": 70000 } }""", "Listener:Port = \"70000\"", "allowed is a whole number from 0 to 65535")]
    [InlineData("""{ "Listener": { "Port": "high" } }""", "Listener:Port = \"high\"", "allowed is a whole number from 0 to 65535")]
    [InlineData("""{ "Listener": { "AeTitle": "A\\B" } }""", "Listener:AeTitle = \"A\\B\"", "1 to 16 ASCII characters without backslash")]
    [InlineData("""{ "Listener": { "AeTitle": "SEVENTEEN LETTERS" } }""", "Listener:AeTitle", "1 to 16 ASCII characters")]
    [InlineData("""{ "Listener": { "AeTitle": null } }""", "Listener:AeTitle", "allowed is")]
    [InlineData("""{ "Listener": { "Address": "localhost" } }""", "Listener:Address = \"localhost\"", "an IP address")]
    [InlineData("""{ "Listener": "DICOMNODE" }""", "Listener = \"DICOMNODE\"", "is a section")]
    [InlineData("""{ "Listener": { "MaxAssociationsPerAddress": 0 } }""", "Listener:MaxAssociationsPerAddress = \"0\"", "a whole number from 1 to 4096")]
    [InlineData("""{ "Listener": { "MaxPendingPerAddress": "many" } }""", "Listener:MaxPendingPerAddress = \"many\"", "a whole number from 1 to 65536")]
    [InlineData("""{ "Listener": { "MaxAssociations": 8, "ReservedForPeers": 8 } }""", "Listener:ReservedForPeers = \"8\"", "less than Listener:MaxAssociations (8)")]
    [InlineData("""{ "Listener": { "IdleTimeout": "00:00:01" } }""", "Listener:IdleTimeout = \"00:00:01\"", "from 00:00:10 to 1.00:00:00")]
    [InlineData("""{ "AcceptUnknownPeers": "yes" }""", "AcceptUnknownPeers = \"yes\"", "true or false")]
    [InlineData("""{ "Assembling": { "QuietPeriod": "10" } }""", "Assembling:QuietPeriod = \"10\"", "a time span [days.]hours:minutes:seconds")]
    [InlineData("""{ "Assembling": { "QuietPeriod": "00:10:00" } }""", "Assembling:GapPeriod = \"00:02:00\"", "Assembling:QuietPeriod (00:10:00) or longer")]
    [InlineData("""{ "Assembling": { "StudyPeriod": "00:00:01" } }""", "Assembling:StudyPeriod = \"00:00:01\"", "Assembling:QuietPeriod (00:00:10) or longer")]
    [InlineData("""{ "Assembling": { "LateInstances": "Drop" } }""", "Assembling:LateInstances = \"Drop\"", "SUPERSEDE or IGNORE")]
    [InlineData("""{ "Peers": { "Name": "pacs" } }""", "Peers:Name", "allowed is")]
    [InlineData("""{ "Peers": "pacs" }""", "Peers = \"pacs\"", "is a list")]
    [InlineData("""{ "Peers": [ { "Name": "a", "AeTitle": "A", "Port": 104 } ] }""", "Peers:0:Host", "is missing; allowed is a host name")]
    [InlineData("""{ "Peers": [ { "Name": "a", "AeTitle": "A", "Host": "h" }, { "Name": "A", "AeTitle": "B", "Host": "h" } ] }""", "Peers:1:Name = \"A\"", "has this name already")]
    [InlineData("""{ "Peers": [ { "Name": "a", "AeTitle": "A", "Host": "h" }, { "Name": "b", "AeTitle": "A", "Host": "h" } ] }""", "Peers:1 = \"A@h:104\"", "is the same as Peers:0")]
    [InlineData("""{ "Peers": [ { "Name": "a", "AeTitle": "A", "Host": "h", "Receives": { "FirstOf": [ "SEG", "SC" ] } } ] }""", "Peers:0:Receives:FirstOf = \"SC\"", "SEG, RTSTRUCT or SR")]
    [InlineData("""{ "Http": { "Urls": "ftp://127.0.0.1:8080" } }""", "Http:Urls", "http://address:port")]
    [InlineData("""{ "Inference": { "Providers": [ "GPU" ] } }""", "Inference:Providers:0 = \"GPU\"", "TensorRT or CUDA or CPU")]
    [InlineData("""{ "Inference": { "Providers": [] } }""", "Inference:Providers", "at least one")]
    [InlineData("""{ "Inference": { "Providers": [ "CPU" ], "RequireGpu": true } }""", "Inference:RequireGpu", "needs CUDA or TensorRT")]
    [InlineData("""{ "Inference": { "Library": "/nowhere/libonnxruntime.so" } }""", "Inference:Library", "no such file")]
    [InlineData("""{ "Routes": [ { "Model": "ct-tisue" } ] }""", "Routes:0:Model = \"ct-tisue\"", "did you mean ct-tissue?")]
    [InlineData("""{ "Routes": [ { "When": { "Modality": "CT" } } ] }""", "Routes:0:Model", "is missing; allowed is the id of a model")]
    [InlineData("""{ "Routes": [ { "Model": "ct-tissue", "SendTo": [ "pacs" ] } ] }""", "Routes:0:SendTo:0 = \"pacs\"", "no such peer; there is none")]
    [InlineData("""{ "Routes": [ { "Model": "ct-tissue", "Outputs": [ "GSPS" ] } ] }""", "Routes:0:Outputs:0 = \"GSPS\"", "SEG or RTSTRUCT or SR or SC")]
    [InlineData("""{ "Routes": [ { "Model": "ct-tissue", "When": { "SeriesDescription": "(" } } ] }""", "Routes:0:When:SeriesDescription = \"(\"", "a regular expression")]
    public void A_wrong_key_or_value_is_refused_with_its_full_name_its_value_and_what_is_allowed(string json, string key, string allowed)
    {
        NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(() => Load(json));
        Assert.StartsWith(key, refusal.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(allowed, refusal.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_gone_is_no_reason_for_the_service_not_to_start() // F28: receiving goes on, and what needs the model waits for it
    {
        using ConfigurationFile file = new("""{ "Routes": [ { "Model": "gone" } ] }""");
        Assert.Equal("gone", NodeConfiguration.Load(file.FullPath, new Dictionary<string, string?>(), modelsMayBeMissing: true).Routes[0].Model);
        Assert.Throws<NodeConfigurationException>(() => NodeConfiguration.Load(file.FullPath, new Dictionary<string, string?>()));
    }

    [Fact]
    public void All_errors_are_reported_at_once_and_name_the_file()
    {
        using ConfigurationFile file = new("""{ "Listener": { "Port": -1, "Adress": "::" }, "Data": { "Root": "" } }""");
        NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(() => NodeConfiguration.Load(file.FullPath, new Dictionary<string, string?>()));
        Assert.Equal(["Listener:Adress", "Listener:Port", "Data:Root"], refusal.Errors.Select(e => e.Key).Order(StringComparer.Ordinal).OrderByDescending(k => k[0]));
        Assert.All(refusal.Errors, e => Assert.Equal(file.FullPath, e.Source));
    }

    [Fact]
    public void The_command_line_wins_over_a_variable_and_a_variable_over_the_file()
    {
        const string Title = NodeConfiguration.EnvironmentPrefix + "Listener__AeTitle", Port = NodeConfiguration.EnvironmentPrefix + "Listener__Port";
        Environment.SetEnvironmentVariable(Title, "VARIABLE");
        Environment.SetEnvironmentVariable(Port, "2000");
        try
        {
            NodeOptions options = Load("""{ "Listener": { "AeTitle": "FILE", "Port": 1000, "MaxAssociations": 3 } }""", ("Listener:Port", "3000"));
            Assert.Equal(("VARIABLE", 3000, 3), (options.Listener.AeTitle, options.Listener.Port, options.Listener.MaxAssociations));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Title, null);
            Environment.SetEnvironmentVariable(Port, null);
        }
    }

    [Fact]
    public void A_misspelt_variable_is_refused_by_its_own_name()
    {
        const string Name = NodeConfiguration.EnvironmentPrefix + "Listener__Prt";
        Environment.SetEnvironmentVariable(Name, "104");
        try
        {
            NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(() => Load("{}"));
            Assert.Equal($"variable {Name}", Assert.Single(refusal.Errors).Source);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Theory]
    [InlineData("{ \"Listener\": { \"Port\": 1 ", "is not JSON with comments")]
    [InlineData("{ \"Data\": {}, \"data\": {} , \"Data\": { \"Root\": \"a\" }, \"Data\": { \"Root\": \"b\" } }", "Data:Root")]
    public void A_file_that_is_no_configuration_is_refused_by_its_path(string json, string reason)
    {
        NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(() => Load(json));
        Assert.EndsWith("dicomnode.json", Assert.Single(refusal.Errors).Key, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_asked_for_has_to_be_there()
    {
        NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(
            () => NodeConfiguration.Load("/nowhere/dicomnode.json", new Dictionary<string, string?>()));
        Assert.Contains("/nowhere/dicomnode.json: no such file", refusal.Message, StringComparison.Ordinal);
    }

    private static NodeOptions Load(string json, params (string Key, string Value)[] overrides)
    {
        using ConfigurationFile file = new(json);
        Dictionary<string, string?> all = overrides.ToDictionary(o => o.Key, o => (string?)o.Value);
        if (!json.Contains("\"Models\"", StringComparison.Ordinal))
        {
            all["Models:Folder"] = file.ModelsFolder;
        }

        return NodeConfiguration.Load(file.FullPath, all);
    }
}

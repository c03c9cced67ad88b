namespace DicomNode.Testing;

/// <summary>The built-in model, changed so that no structure lies in another: its body is what is neither lung nor bone.</summary>
public static class DisjointModel
{
    private const string Body = "\"labels\": [2, 3, 4, 5]", Rest = "\"labels\": [2]";

    /// <returns>A folder of models with this one alone, under its own name.</returns>
    public static string WriteTo(TempFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string models = folder.Combine("disjoint models"), model = Directory.CreateDirectory(Path.Combine(models, "ct-tissue")).FullName;
        foreach (string file in Directory.GetFiles(Checkout.Find("config/models/ct-tissue")))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        string manifest = Path.Combine(model, "model.json"), text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Contains(Body, StringComparison.Ordinal) ? text.Replace(Body, Rest, StringComparison.Ordinal) : throw new InvalidOperationException("The built-in model has changed."));
        return models;
    }
}

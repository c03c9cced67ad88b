using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>Where models are.</summary>
public sealed class ModelsOptions
{
    /// <summary>
    /// The folder with one folder per model. A relative path is looked up in the working directory, then beside the program,
    /// where the models that ship with it are.
    /// </summary>
    [Required(ErrorMessage = "a folder")]
    public string Folder { get; set; } = "config/models";
}

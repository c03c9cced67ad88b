namespace DicomNode.Segmentation.Inference;

/// <summary>Compares the tensors of a network with what it will be asked.</summary>
internal static class Signature
{
    private static readonly string[] s_fed = ["float32", "float16"];

    private static readonly string[] s_read = ["float32", "float16", "float64", "uint8", "bool", "int8", "uint16", "int16", "int32", "int64"];

    /// <returns>One sentence for each thing that does not fit, with the manifest's key.</returns>
    public static IEnumerable<(string Key, string Sentence)> Problems(NetworkRequest request, IReadOnlyList<TensorFacts> inputs, IReadOnlyList<TensorFacts> outputs)
    {
        if (request.InputTensor is string inputName)
        {
            TensorFacts? input = inputs.FirstOrDefault(t => t.Name == inputName);
            if (input is null)
            {
                yield return ("network.inputTensor", $"The network has no \"{inputName}\"; it has {string.Join(", ", inputs)}.");
            }
            else
            {
                if (!s_fed.Contains(input.ElementType))
                {
                    yield return ("network.inputTensor", $"The network takes {input}; float32 and float16 can be fed.");
                }

                if (request.InputShape is { } shape && !Fits(input.Shape, shape))
                {
                    yield return ("window.size", $"The network takes {input} and would be fed [{string.Join(", ", shape)}].");
                }
            }

            foreach (TensorFacts other in inputs.Where(t => t.Name != inputName))
            {
                yield return ("network.extraInputs", $"The network takes {other} too, and nothing would feed it.");
            }
        }

        if (request.OutputTensor is string outputName)
        {
            TensorFacts? output = outputs.FirstOrDefault(t => t.Name == outputName);
            if (output is null)
            {
                yield return ("outputs[0].tensor", $"The network has no \"{outputName}\"; it has {string.Join(", ", outputs)}.");
            }
            else if (!s_read.Contains(output.ElementType))
            {
                yield return ("outputs[0].tensor", $"The network gives {output}; {string.Join(", ", s_read)} can be read.");
            }
        }
    }

    // a network without a shape takes what it takes; one for single windows gets the windows of a batch one by one
    private static bool Fits(IReadOnlyList<long> declared, IReadOnlyList<int> fed) =>
        declared.Count == 0 || declared.Count == fed.Count && declared.Zip(fed).Skip(1).All(d => d.First < 0 || d.First == d.Second) && (declared[0] < 0 || declared[0] == 1 || declared[0] == fed[0]);
}

using DicomNode.CtTissueModel;

if (args is not [string path])
{
    Console.Error.WriteLine("usage: dotnet run --project tools/CtTissueModel -- config/models/ct-tissue/model.onnx");
    return 2;
}

File.WriteAllBytes(path, CtTissueNetwork.ToOnnx());
return 0;

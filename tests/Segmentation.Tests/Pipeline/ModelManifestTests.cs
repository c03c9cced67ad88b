using System.Text;
using DicomNode.Segmentation.Pipeline;
using Xunit;

namespace DicomNode.Segmentation.Tests.Pipeline;

public class ModelManifestTests
{
    private const string Good = """
        { // comments and trailing commas are allowed
          "manifestVersion": 1, "id": "a-model", "version": "1",
          "algorithm": { "name": "a", "version": "1" }, "provenance": { "license": "MIT" },
          "inputs": [ { "name": "ct", "valueUnits": "hounsfield", "select": { "modality": ["CT"], "sliceSpacingMm": [0.4, null] } } ],
          "preprocess": [ { "op": "scale-range", "in": [-1100, 900], "out": [0, 1] } ],
          "network": { "file": "model.onnx", "inputTensor": "x", "layout": "NCDHW" },
          "outputs": [ { "tensor": "y", "decode": "argmax" } ],
          "segments": [ { "label": 1, "name": "s", "category": { "scheme": "SCT", "value": "1", "meaning": "m" }, "type": { "scheme": "SCT", "value": "1", "meaning": "m" }, "rtRoiType": "EXTERNAL" } ],
        }
        """;

    [Fact]
    public void A_manifest_with_comments_and_trailing_commas_is_read_and_has_no_problems()
    {
        ModelManifest manifest = Read(Good);
        Assert.Empty(ManifestCheck.Problems(manifest));
        Assert.Equal(new ValueRange(0.4, null), manifest.Inputs[0].Select.SliceSpacingMm);
        Assert.Equal(RtRoiType.External, manifest.Segments[0].RtRoiType);
    }

    [Theory]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"colour\": 1", "network.colour", "not known")]
    [InlineData("\"scale-range\"", "\"scale-rnge\"", "preprocess[0].op", "\"scale-rnge\" is not known; allowed: reorient, resample")]
    [InlineData("\"manifestVersion\": 1", "\"manifestVersion\": \"one\"", "manifestVersion", "wrong type")]
    [InlineData("\"license\": \"MIT\"", "", "provenance", "Required and absent: 'license'")]
    public void What_JSON_alone_shows_is_refused_with_the_keys_path(string found, string put, string key, string sentence)
    {
        ManifestProblem problem = Assert.Single(Assert.Throws<ModelException>(() => Read(Good.Replace(found, put, StringComparison.Ordinal))).Problems);
        Assert.Equal(key, problem.Key);
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"mirrorAxes\": [0, 0]", "network.mirrorAxes")]
    [InlineData("\"op\": \"scale-range\"", "\"op\": \"scale-range\", \"std\": 2", "preprocess[0].std")]
    [InlineData("\"op\": \"scale-range\", \"in\": [-1100, 900], \"out\": [0, 1]", "\"op\": \"crop-to-segments\"", "preprocess[0].op")]
    [InlineData("\"file\": \"model.onnx\"", "\"file\": \"../model.onnx\"", "network.file")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"ensemble\": [ { \"file\": \"a/b.onnx\" } ]", "network.ensemble[0].file")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"channels\": 2", "network.channels")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NHWC\"", "network.layout")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"extraInputs\": {}", "network.extraInputs")]
    [InlineData("\"op\": \"scale-range\"", "\"op\": \"scale-range\", \"channels\": [1]", "preprocess[0].channels")]
    [InlineData("\"op\": \"scale-range\", \"in\": [-1100, 900], \"out\": [0, 1]", "\"op\": \"zscore\", \"mode\": \"mask\"", "preprocess[0].mode")]
    [InlineData("\"op\": \"scale-range\", \"in\": [-1100, 900], \"out\": [0, 1]", "\"op\": \"resample\", \"spacing\": [1, 1, 1], \"anisotropy\": 3", "preprocess[0].grid")]
    [InlineData("\"op\": \"scale-range\", \"in\": [-1100, 900], \"out\": [0, 1]", "\"op\": \"resample\", \"spacing\": [1, 1, 1], \"order\": \"area\"", "preprocess[0].order")]
    [InlineData("\"op\": \"scale-range\", \"in\": [-1100, 900], \"out\": [0, 1]", "\"op\": \"pad-to\", \"size\": [8, 8, 8], \"border\": \"reflect\", \"value\": 1", "preprocess[0].value")]
    [InlineData("\"name\": \"ct\"", "\"name\": \"ct\", \"channel\": 1", "inputs[].channel")]
    [InlineData("\"modality\": [\"CT\"]", "\"modality\": [\"CT\"], \"allowGantryTilt\": true", "inputs[0].select.allowGantryTilt")]
    [InlineData("\"modality\": [\"CT\"]", "\"modality\": [\"CT\"], \"rules\": [ { \"tag\": \"NoSuchThing\", \"present\": true } ]", "inputs[0].select.rules[0].tag")]
    [InlineData("\"modality\": [\"CT\"]", "\"modality\": [\"CT\"], \"rules\": [ { \"tag\": \"KVP\" } ]", "inputs[0].select.rules[0]")]
    [InlineData("\"outputs\"", "\"spatial\": { \"multiInput\": \"rigid-register\" }, \"outputs\"", "spatial.multiInput")]
    [InlineData("\"outputs\"", "\"compose\": {}, \"outputs\"", "compose")]
    [InlineData("\"outputs\"", "\"compose\": { \"cascadeFrom\": { \"model\": \"b-model\" } }, \"outputs\"", "compose.cascadeFrom")]
    [InlineData("\"outputs\"", "\"compose\": { \"cropFrom\": { \"model\": \"a-model\", \"labels\": [1] } }, \"outputs\"", "compose.cropFrom.model")]
    [InlineData("\"id\": \"a-model\"", "\"id\": \"A model\"", "id")]
    [InlineData("\"label\": 1", "\"label\": 0", "segments[0].label")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"triton\": { \"model\": \"m\", \"url\": \"file:///etc/passwd\" }", "network.triton.url")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"triton\": { \"model\": \"m\", \"sharedMemory\": true }", "network.triton.sharedMemory")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"fixedShape\": [96, 96, 96]", "network.fixedShape")]
    [InlineData("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"ensembleOn\": \"labels-vote\"", "network.ensembleOn")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"whole\", \"overlap\": 0.5 }, \"outputs\"", "window.overlap")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"whole\", \"size\": [8, 8, 8] }, \"outputs\"", "window.size")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"sliding\", \"size\": [8, 8, 8], \"batch\": 0 }, \"outputs\"", "window.batch")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"sliding\", \"size\": [8, 8, 8], \"batch\": 4 }, \"outputs\"", "window.batch")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"sliding\", \"size\": [8, 8, 8], \"halo\": 4 }, \"outputs\"", "window.halo")]
    [InlineData("\"outputs\"", "\"window\": { \"mode\": \"sliding\", \"size\": [8, 8, 8], \"sigmaScale\": 0.2 }, \"outputs\"", "window.sigmaScale")]
    [InlineData("\"decode\": \"argmax\"", "\"decode\": \"argmax\", \"threshold\": 0.3", "outputs[0].threshold")]
    [InlineData("\"decode\": \"argmax\"", "\"decode\": \"argmax\", \"regions\": [ { \"channel\": 0, \"label\": 1 } ]", "outputs[0].regions")]
    [InlineData("\"decode\": \"argmax\"", "\"decode\": \"argmax\", \"outsideCrop\": 1", "outputs[0].outsideCrop")]
    [InlineData("\"name\": \"ct\"", "\"name\": \"ct\", \"required\": false", "inputs[0].required")]
    [InlineData("\"modality\": [\"CT\"]", "\"modality\": [\"MR\"]", "inputs[0].valueUnits")]
    [InlineData("\"outputs\"", "\"preconditions\": [\"skull-stripped\"], \"outputs\"", "preconditions")]
    [InlineData("\"outputs\"", "\"emit\": { \"segmentationType\": \"LABELMAP\" }, \"outputs\"", "emit.segmentationType")]
    [InlineData("\"outputs\"", "\"emit\": { \"whenAllEmpty\": \"send-empty\" }, \"outputs\"", "emit.whenAllEmpty")]
    [InlineData("\"outputs\"", "\"selfTest\": { \"input\": \"a\", \"labels\": \"b\", \"minDice\": 2 }, \"outputs\"", "selfTest.minDice")]
    [InlineData("\"name\": \"a\", \"version\": \"1\"", "\"name\": \"a\", \"version\": \"1\", \"type\": \"SEMIAUTOMATIC\"", "algorithm.type")]
    public void What_cannot_be_run_is_a_problem_that_names_its_key(string found, string put, string key) =>
        Assert.Contains(ManifestCheck.Problems(Read(Good.Replace(found, put, StringComparison.Ordinal))), p => p.Key == key);

    [Fact]
    public void What_is_true_of_a_network_and_changes_nothing_may_be_said()
    {
        string json = Good.Replace("\"layout\": \"NCDHW\"", "\"layout\": \"NCDHW\", \"maxBatch\": 4, \"precision\": \"fp16-allowed\", \"opset\": 13", StringComparison.Ordinal)
            .Replace("\"outputs\"", "\"window\": { \"mode\": \"whole\", \"halo\": 46 }, \"preconditions\": [\"hounsfield\"], \"emit\": { \"objects\": [\"SEG\", \"RTSTRUCT\", \"SR\", \"SC\"] }, \"outputs\"", StringComparison.Ordinal);
        Assert.Empty(ManifestCheck.Problems(Read(json)));
    }

    private static ModelManifest Read(string json) => ManifestJson.Read(Encoding.UTF8.GetBytes(json), "model.json");
}

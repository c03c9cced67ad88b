using System.Buffers;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Inference.Loading;

namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>A network behind servers. It stays with one as long as that answers.</summary>
internal sealed class KServeSession : IInferenceSession
{
    private readonly NetworkRequest _request;
    private readonly RemoteNetwork _network;
    private readonly IReadOnlyList<KServeServer> _servers;
    private readonly BatchLimit _batch = new();
    private volatile Choice _choice;

    private KServeSession(NetworkRequest request, IReadOnlyList<KServeServer> servers, Choice choice) =>
        (_request, _network, _servers, _choice) = (request, request.Remote!, servers, choice);

    public IReadOnlyList<TensorFacts> Inputs => _choice.Inputs;

    public IReadOnlyList<TensorFacts> Outputs => _choice.Outputs;

    public ProviderReport Providers => new($"{_choice.Server.Address}", _choice.Refused, $"model {_network.Model}{(_network.Version is null ? "" : $" version {_network.Version}")}");

    /// <param name="servers">Asked in this order.</param>
    /// <exception cref="InferenceException">None has the model with the tensors of the manifest.</exception>
    public static async Task<KServeSession> OpenAsync(NetworkRequest request, IReadOnlyList<KServeServer> servers, CancellationToken cancellationToken) =>
        new(request, servers, await ChooseAsync(request, servers, [], cancellationToken));

    public async Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        List<ProviderFailure> refused = [];
        while (true)
        {
            Choice choice = _choice;
            try
            {
                return await BatchedRun.RunAsync(new Run(this, choice), _batch, inputName, values, shape, outputName, cancellationToken);
            }
            catch (KServeException e) when (e.IsUntouched)
            {
                // the others, then; a server that has refused this run is not asked again for it
                refused.Add(new($"{choice.Server.Address}", e.Message));
                _choice = await ChooseAsync(_request, _servers, refused, cancellationToken);
            }
            catch (KServeException e)
            {
                throw Failed(choice, e);
            }
        }
    }

    public void Dispose()
    {
        // connections belong to the engine
    }

    private static async Task<Choice> ChooseAsync(NetworkRequest request, IReadOnlyList<KServeServer> servers, List<ProviderFailure> before, CancellationToken cancellationToken)
    {
        List<ProviderFailure> refused = [.. before];
        bool mayComeBack = before.Count > 0;
        foreach (KServeServer server in servers.Where(s => refused.TrueForAll(r => r.Provider != $"{s.Address}")))
        {
            try
            {
                ModelDocument model = await server.DescribeAsync(request.Remote!, cancellationToken);
                Choice choice = new(server, [.. (model.Inputs ?? []).Select(KServeTypes.ToFacts)], [.. (model.Outputs ?? []).Select(KServeTypes.ToFacts)], refused);
                string[] misfits = [.. Signature.Problems(request, choice.Inputs, choice.Outputs).Select(p => $"{p.Key}: {p.Sentence}")];
                if (misfits.Length == 0)
                {
                    return choice;
                }

                refused.Add(new($"{server.Address}", $"{request.Remote!.Model} there is not what the manifest says. {string.Join(" ", misfits)}"));
            }
            catch (KServeException e)
            {
                mayComeBack |= e.Fault == InferenceFault.Unavailable;
                refused.Add(new($"{server.Address}", e.Message));
            }
        }

        throw new InferenceException(
            $"No server runs {request.Remote!.Model}. {string.Join("; ", refused)}", request.File, fault: mayComeBack ? InferenceFault.Unavailable : InferenceFault.Failed);
    }

    private InferenceException Failed(Choice choice, KServeException e) =>
        new($"{_network.Model} failed on {choice.Server.Address}: {e.Message}", _request.File, $"{choice.Server.Address}", e, e.Fault);

    /// <summary>The server in use, what it says of the model, and why the ones before it are not in use.</summary>
    private sealed record Choice(KServeServer Server, IReadOnlyList<TensorFacts> Inputs, IReadOnlyList<TensorFacts> Outputs, IReadOnlyList<ProviderFailure> Refused);

    /// <summary>One batch on one server, for <see cref="BatchedRun"/>.</summary>
    private sealed class Run(KServeSession session, Choice choice) : IInferenceSession
    {
        public IReadOnlyList<TensorFacts> Inputs => choice.Inputs;

        public IReadOnlyList<TensorFacts> Outputs => choice.Outputs;

        public ProviderReport Providers => session.Providers;

        public async Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
        {
            long[] dimensions = [.. shape.Select(n => (long)n)];
            if (!choice.Inputs.Any(t => t.Name == inputName && t.ElementType == "float16"))
            {
                return await SendAsync(new(inputName, "FP32", dimensions), new MemoryBytes<float>(System.Runtime.InteropServices.MemoryMarshal.AsMemory(values)).Memory, outputName, cancellationToken);
            }

            Half[] halves = ArrayPool<Half>.Shared.Rent(values.Length);
            try
            {
                TensorPrimitives.ConvertToHalf(values.Span, halves);
                return await SendAsync(new(inputName, "FP16", dimensions), new MemoryBytes<Half>(halves.AsMemory(0, values.Length)).Memory, outputName, cancellationToken);
            }
            finally
            {
                ArrayPool<Half>.Shared.Return(halves);
            }
        }

        public void Dispose()
        {
            // nothing is held
        }

        private async Task<InferenceOutput> SendAsync(TensorDocument input, ReadOnlyMemory<byte> tensor, string outputName, CancellationToken cancellationToken)
        {
            using InferContent content = new(input, tensor, outputName);
            try
            {
                return await choice.Server.InferAsync(session._network, content, outputName, cancellationToken);
            }
            catch (KServeException e) when (e.Fault == InferenceFault.OutOfMemory)
            {
                throw session.Failed(choice, e); // BatchedRun knows what to do
            }
        }
    }
}

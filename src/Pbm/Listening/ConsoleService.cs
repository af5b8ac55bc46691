using System.Collections.Immutable;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Listening;

/// <summary>What all clients share.</summary>
internal sealed class ConsoleService(
    ImmutableArray<Palette> palettes, string program, ConsoleLimits limits, Action<Call, Exception> fault)
{
    public ConsoleLimits Limits => limits;

    public CallParser Parser { get; } = new(palettes);

    public byte[] Hello { get; } = WireFormat.Encode(new Response.Hello(WireFormat.Protocol, program));

    public byte[] Palettes { get; } = WireFormat.Encode(new Response.Palettes(palettes));

    /// <summary>Called with an exception of a handler.</summary>
    public Action<Call, Exception> Fault => fault;

    /// <summary>
    /// Empty when the request names no switch with completions, or its source fails or takes too long.
    /// </summary>
    public async Task<ImmutableArray<string>> Complete(Request.Complete request, CancellationToken over)
    {
        var command = palettes
            .FirstOrDefault(one => one.Name.Equals(request.Palette, StringComparison.OrdinalIgnoreCase))?
            .Find(request.Command);
        if (command?.Find($"-{request.Switch}")?.Completion is not { } source)
            return [];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(over);
        enough.CancelAfter(limits.ClientTimeout);
        try
        {
            var values = await source(request.Typed, enough.Token).AsTask().WaitAsync(enough.Token);
            return [.. Completion.Beginning(request.Typed, values).Take(limits.Completions)];
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            return [];
        }
#pragma warning disable CA1031 // Any exception of a source means that there are no completions.
        catch (Exception e) when (!over.IsCancellationRequested)
#pragma warning restore CA1031
        {
            fault(new(request.Palette, request.Command, []), e);
            return [];
        }
    }
}

using Orleans.Placement;
using RsrActors.Host.Benchmarks;

namespace RsrActors.Benchmarks.Waking;

/// <summary>An entity as a grain: a wake is a call, and its result is the next due time.</summary>
internal interface IToyGrain : IGrainWithIntegerKey
{
    /// <summary>In milliseconds, so that no value has to be copied.</summary>
    ValueTask<long> Wake();
}

[PreferLocalPlacement]
internal sealed class ToyGrain(IGrainContext context, WakeWorkload workload) : IGrainBase, IToyGrain
{
    private ToyState _state = workload.NewDevice((int)context.GrainId.GetIntegerKey());

    public IGrainContext GrainContext => context;

    public ValueTask<long> Wake()
    {
        _state = workload.Wake(_state);
        return ValueTask.FromResult(_state.Due.Milliseconds);
    }
}

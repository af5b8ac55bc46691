using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Model.Simulation;
using RsrActors.Pbm.Grammar;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Requests to a run in phases that a real run leaves quickly.</summary>
public sealed class OrdersTests : IAsyncLifetime
{
    private LiveRig _rig = null!;
    private LiveProtocol.Status _status = null!;

    public async Task InitializeAsync()
    {
        _rig = await LiveRig.Start();
        _status = await _rig.Live.Status(_rig.Over);
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_slow_process_that_does_not_answer_is_named()
    {
        var busy = _status with { OpenFor = TimeSpan.FromSeconds(12.5), Unsettled = ["cohort-003", "operator"] };
        var live = RunThat(request => request is GetStatus ? busy : null);
        var reply = new HeardReply();

        await Interpreter.Run(SimPalette.Create(live, TimeSpan.Zero), ["laggards", "-json"], reply.As, _rig.Over);

        Assert.Equal(
            [
                """{"process":"cohort-003","waitsFor":"itself","openSeconds":12.500}""",
                """{"process":"operator","waitsFor":"itself","openSeconds":12.500}""",
            ],
            reply.Lines);
    }

    [Fact]
    public async Task A_slow_process_that_answers_names_its_devices()
    {
        var busy = _status with { OpenFor = TimeSpan.FromSeconds(12.5), Unsettled = ["cohort-003"] };
        var live = RunThat(request => request is GetStatus ? busy
            : new Answers(default, [new SlowProcess("cohort-003", [EntityId.Device(7), EntityId.Device(9)])]));
        var reply = new HeardReply();

        await Interpreter.Run(SimPalette.Create(live, Timeout.InfiniteTimeSpan), ["laggards"], reply.As, _rig.Over);

        Assert.Equal(
            [
                "cohort-003          device-0000007         12.500",
                "cohort-003          device-0000009         12.500",
            ],
            reply.Lines[1..]);
    }

    private LiveSimulation RunThat(Func<object, object?> answers) => new(
        _rig.Live.System, _rig.Live.System.ActorOf(Props.Create<ScriptedActor>(answers)), null!, _rig.Live.Directory,
        _rig.Feed);

    private sealed class ScriptedActor : ReceiveActor
    {
        public ScriptedActor(Func<object, object?> answers) => ReceiveAny(request =>
        {
            if (answers(request) is { } answer)
                Sender.Tell(answer);
        });
    }
}

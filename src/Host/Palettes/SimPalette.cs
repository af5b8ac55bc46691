using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Invariants;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Palettes;

/// <summary><c>sim</c>: the status of the simulation, and its pace. No command of it changes the history.</summary>
internal static class SimPalette
{
    /// <summary>How long <c>laggards</c> waits for processes that may not answer.</summary>
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(1.5);

    private static readonly Table<SlowProcessRow> Lagging =
        new(new("process", 18), new("waitsFor", 16), new("openSeconds", 11, IsRight: true));

    private static readonly Table<InvariantRow> Rules = new(
        new("number", 6, IsRight: true), new("rule", 90), new("state", 5));

    public static Palette Create(LiveSimulation live) => Create(live, StatusTimeout);

    /// <param name="timeout">How long <c>laggards</c> waits for slow processes.</param>
    internal static Palette Create(LiveSimulation live, TimeSpan timeout) => new(
        "sim", "The simulation: its status and its pace.",
    [
        new("status", "The status of the simulation.")
        {
            Examples = ["sim status", "sim status -json"],
            View = typeof(RunView),
            Handler = CommandHandlers.Guarded(async (_, reply, cancelled) =>
                await SimStatus.Tell(live, await live.Status(cancelled), reply)),
        },
        new("pause", "Opens no window until 'sim resume'; an open window is settled.")
        {
            View = typeof(RunView),
            Handler = Paced(live, (_, cancelled) => live.Pause(cancelled)),
        },
        new("resume", "Goes on at the speed that was set.")
        {
            View = typeof(RunView),
            Handler = Paced(live, (_, cancelled) => live.Resume(cancelled)),
        },
        new("step", "Opens a number of windows, then pauses.")
        {
            Switches = [new("number", "How many windows.") { Brief = "n", Default = "1", Check = Windows }],
            Examples = ["sim step", "sim step -n 100"],
            View = typeof(RunView),
            Handler = Paced(live, (call, cancelled) => live.Step((int)call.Number("number"), cancelled)),
        },
        new(
            "advance",
            "Simulates a duration at full speed, then pauses. If the command is cancelled, the run still goes there.")
        {
            Switches = [FleetSwitches.Duration("for", "How far.") with { IsRequired = true }],
            Examples = ["sim advance -for 6h", "sim advance -for 90s", "sim advance -for 2d"],
            View = typeof(RunView),
            Handler = Paced(live, (call, cancelled) => Advance(live, call.Lasting("for"), cancelled)),
        },
        new("speed", "Sets how much virtual time passes in a second of wall time.")
        {
            Switches =
            [
                new("speed", "Seconds of virtual time in one of wall time, or max.")
                {
                    Brief = "s",
                    IsRequired = true,
                    Check = value =>
                        Speed.Parse(value) is null ? "it may be max, or a number from 0.001 to 1000000000" : null,
                    Completion = (_, _) =>
                        ValueTask.FromResult<ImmutableArray<string>>(["1", "60", "3600", "86400", "max"]),
                },
            ],
            Examples = ["sim speed -s 3600", "sim speed -s max"],
            View = typeof(RunView),
            Handler = Paced(live, (call, cancelled) => live.SetSpeed(Speed.Parse(call["speed"])!.Value, cancelled)),
        },
        new("laggards", "What the open window waits for, and how long it has been open.")
        {
            View = typeof(SlowProcessRow),
            Handler = CommandHandlers.Guarded(
                (_, reply, cancelled) => ShowSlowProcesses(live, timeout, reply, cancelled)),
        },
        new("hash", "The history's hash at the end of the last closed epoch; equal histories have equal hashes.")
        {
            View = typeof(HistoryHashView),
            Handler = CommandHandlers.Guarded((_, reply, cancelled) => Hash(live, reply, cancelled)),
        },
        new(
            "invariants",
            "The rules that no history may break. A broken rule ends the run, so all rules are kept so far.")
        {
            View = typeof(InvariantRow),
            Handler = CommandHandlers.Guarded((_, reply, _) => Invariants(reply)),
        },
    ]);

    private static CommandHandler Paced(LiveSimulation live, Func<Call, CancellationToken, Task<Status>> order) =>
        CommandHandlers.Guarded(async (call, reply, cancelled) =>
        {
            var status = await order(call, cancelled);
            if (reply.IsJson)
                return await SimStatus.Tell(live, status, reply);
            await reply.Write(SimStatus.Sentence(live, status));
            return Answer.Done;
        });

    private static string? Windows(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var windows) && windows > 0
            ? null
            : "it must be a whole number, 1 or more";

    private static async Task<Status> Advance(LiveSimulation live, TimeSpan far, CancellationToken cancelled)
    {
        var status = await live.Status(cancelled);
        if (status.Phase is RunPhase.Starting)
        {
            // The clock of a resumed run is known only when everything stored is read.
            await live.WhenReady(cancelled);
            status = await live.Status(cancelled);
        }

        return await live.Advance(VirtualTime.Min(live.Scenario.End, status.Clock + far), cancelled);
    }

    private static async Task<Answer> ShowSlowProcesses(
        LiveSimulation live, TimeSpan timeout, IReply reply, CancellationToken cancelled)
    {
        var status = await live.Status(cancelled);
        if (status.OpenFor is not { } open)
        {
            await reply.Write("No window is open.");
            return Answer.Done;
        }

        await Lagging.Header(reply);
        foreach (var slow in await Lag(live, status, timeout, cancelled))
        {
            foreach (var entity in slow.Entities.Select(entity => entity.ToString()).DefaultIfEmpty("itself"))
                {
                await Lagging.Row(
                    reply, new(slow.Process, entity, FixedDecimals.Seconds((long)open.TotalMilliseconds)));
            }
        }

        return Answer.Done;
    }

    /// <summary>A busy process does not answer in time; then only its name is listed, which the status has.</summary>
    private static async Task<ImmutableArray<SlowProcess>> Lag(
        LiveSimulation live, Status status, TimeSpan timeout, CancellationToken cancelled)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limited.CancelAfter(timeout);
        try
        {
            return await live.SlowProcesses(limited.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return [.. status.Unsettled.Select(process => new SlowProcess(process, []))];
        }
    }

    private static async Task<Answer> Hash(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        var closed = (await live.Status(cancelled)).LastClosed;
        await reply.Write(reply.IsJson
            ? ReplyLine.Json(new HistoryHashView(
                closed.Epoch, live.Instant(closed.End), closed.End.Milliseconds, closed.Events, closed.Sum.ToString()))
            : closed.Epoch == 0 ? $"{closed.Sum} over nothing: no epoch is closed yet"
            : $"{closed.Sum} over {HumanText.Count(closed.Events, "event")}, "
                + $"to the end of epoch {closed.Epoch} at {live.Instant(closed.End)} ({closed.End})");
        return Answer.Done;
    }

    private static async Task<Answer> Invariants(IReply reply)
    {
        await Rules.Header(reply);
        ImmutableArray<string> rules =
        [
            .. DeviceInvariant.All.Select(invariant => invariant.Rule),
            ProtectedMeansFixedEverywhere.Rule,
            VolumesHoldWhatIsStored.Rule,
            WithdrawalIsFinal.Rule,
            RecommendationFollowsList.Rule,
        ];
        foreach (var (i, rule) in rules.Index())
            await Rules.Row(reply, new(i + 1, rule, "kept"));
        return Answer.Done;
    }
}

using System.Collections.Immutable;
using RsrActors.Actors.Signing;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios.Sections;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>The signing service: its status and its outages.</summary>
internal static class SigningPalette
{
    private static readonly Table<EligibilityRow> Eligibility = new(
        new("release", 10), new("eligible", 8), new("issued", 8, IsRight: true), new("refused", 8, IsRight: true),
        new("status", 6, IsRight: true), new("answer", 0));

    public static Palette Create(LiveSimulation live) => new("signing", "The signing service: queue, tickets, outages.",
    [
        new("status", "Shows whether the signing service answers, how long a request waits, and what it has answered.")
        {
            Examples = ["signing status", "signing status -json"],
            View = typeof(SigningStatusView),
            Handler = Guarded(async (_, reply, cancelled) =>
            {
                var (at, service) = await live.SigningService(cancelled);
                var since = service.State.Outage ? await OutageSince(live, at, cancelled) : null;
                await (reply.IsJson
                    ? reply.Write(Object(live, at, service, since))
                    : Tell(live, reply, at, service, since));
                return Answer.Done;
            }),
        },
        new("eligibility", "Lists the releases, and how a request for a ticket is answered now.")
        {
            Examples = ["signing eligibility -json"],
            View = typeof(EligibilityRow),
            Handler = Guarded(async (_, reply, cancelled) =>
            {
                var (_, service) = await live.SigningService(cancelled);
                await Eligibility.Header(reply);
                foreach (var tally in Tallies(live, service))
                {
                    var (status, answer) = AnswerFor(tally.Release, service.State);
                    var isEligible = service.State.Eligible.Contains(tally.Release);
                    await Eligibility.Row(
                        reply, new(tally.Release, isEligible, tally.Issued, tally.Refused, status, answer));
                }

                return Answer.Done;
            }),
        },
        new("outage-start", "Starts an outage of the signing service: no request reaches it until 'outage-stop'.")
        {
            Examples = ["signing outage-start"],
            View = typeof(AcceptedOrderView),
            Handler = Outage(live, starts: true),
        },
        new("outage-stop", "Stops the outage of the signing service.")
        {
            Examples = ["signing outage-stop"],
            View = typeof(AcceptedOrderView),
            Handler = Outage(live, starts: false),
        },
    ]);

    private static CommandHandler Outage(LiveSimulation live, bool starts) => Guarded(async (call, reply, cancelled) =>
    {
        var (at, service) = await live.SigningService(cancelled);
        return await live.Submit(
            starts ? new OperatorCommand.StartSigningOutage() : new OperatorCommand.EndSigningOutage(), call,
            reply, cancelled,
            service.State.Outage == starts
                ? $"at {live.Instant(at)}, the signing service "
                    + (starts
                        ? "is out already; 'signing outage-stop' stops the outage."
                        : "is not out; 'signing outage-start' starts an outage.")
                : null);
    });

    private static (int? Status, string Answer) AnswerFor(string release, SigningState state) =>
        state.Answers(release) ? (null, "a ticket")
        : state.Outage ? (SigningStatus.Unreachable, SigningStatus.UnreachableMessage)
        : (SigningStatus.NotEligible, SigningStatus.NotEligibleMessage);

    /// <summary>One for each response, also for responses without a request.</summary>
    private static IEnumerable<SigningTally> Tallies(LiveSimulation live, SigningView service) =>
        live.Scenario.Releases.Select(release => TallyOf(release.Id, service));

    /// <summary>The boot tickets of each software update, also of updates without a request.</summary>
    private static IEnumerable<SigningTally> BootTallies(LiveSimulation live, SigningView service) =>
        live.Scenario.Updates.Select(update => TallyOf(update.Version, service));

    private static SigningTally TallyOf(string release, SigningView service) =>
        service.Tallies.FirstOrDefault(tally => tally.Release == release) ?? new(release, 0, 0);

    private static async Task<string?> OutageSince(LiveSimulation live, VirtualTime at, CancellationToken cancelled) =>
        (await live.HistoryBefore(EntityId.SigningService, at, cancelled))
            .Where(happened => happened.Event is SigningEvent.SigningOutageStarted)
            .Select(happened => live.Instant(happened.At))
            .LastOrDefault();

    private static ImmutableArray<VirtualTime> Busy(SigningView service, VirtualTime at) =>
        [.. service.BusyUntil.Where(until => until > at)];

    /// <summary>How long a request at a moment would wait.</summary>
    private static TimeSpan Wait(SigningSettings settings, ImmutableArray<VirtualTime> busy, VirtualTime at) =>
        new ServerPool(settings.Servers, busy).Wait(at);

    private static ReplyLine Object(LiveSimulation live, VirtualTime at, SigningView service, string? since)
    {
        var settings = live.Scenario.Signing;
        var busy = Busy(service, at);
        return ReplyLine.Json(new SigningStatusView
        {
            At = live.Instant(at),
            Outage = service.State.Outage,
            OutageSince = since,
            Servers = settings.Servers,
            Busy = busy.Length,
            BusyUntil = busy.Select(live.Instant),
            WaitSeconds = Wait(settings, busy, at).TotalSeconds,
            LongestQueueSeconds = settings.LongestQueue.TotalSeconds,
            ServiceTimeSeconds = settings.ServiceTime.TotalSeconds,
            LatencySeconds = [settings.Latency.From.TotalSeconds, settings.Latency.To.TotalSeconds],
            Algorithm = settings.Algorithm.Name,
            Releases = Tallies(live, service),
            Updates = BootTallies(live, service),
        });
    }

    private static async ValueTask Tell(
        LiveSimulation live, IReply reply, VirtualTime at, SigningView service, string? since)
    {
        var settings = live.Scenario.Signing;
        var busy = Busy(service, at);
        await reply.Write(since is null
            ? $"The signing service answers at {live.Instant(at)}."
            : $"The signing service is out at {live.Instant(at)}, since {since}: no request reaches it.");
        await Say("servers", busy.IsEmpty
            ? $"0 of {settings.Servers} busy"
            : $"{busy.Length} of {settings.Servers} busy, until {string.Join(", ", busy.Select(live.Instant))}");
        await Say("queue", $"a request now would wait {Wait(settings, busy, at).TotalSeconds:0.###} s; "
            + $"a request that would wait longer than {ScenarioWords.Of(settings.LongestQueue)} is rejected");
        await Say("service time", $"{ScenarioWords.Of(settings.ServiceTime)} on average");
        await Say(
            "latency",
            $"{ScenarioWords.Of(settings.Latency.From)} to {ScenarioWords.Of(settings.Latency.To)} each way");
        await Say("algorithm", settings.Algorithm.Name);
        foreach (var tally in Tallies(live, service))
            await SayAnswers(tally, "ticket");
        foreach (var tally in BootTallies(live, service))
            await SayAnswers(tally, "boot ticket");

        ValueTask SayAnswers(SigningTally tally, string what) => Say(
            tally.Release,
            $"{HumanText.Count(tally.Issued, what)} issued, {HumanText.Count(tally.Refused, "request")} refused");

        ValueTask Say(string label, string value) => reply.Write($"  {label,-13} {value}");
    }
}

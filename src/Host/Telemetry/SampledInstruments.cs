using System.Diagnostics.Metrics;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// What is read when telemetry is collected: counters that the kernel keeps, mailboxes, and the last sample of the run.
/// Nothing of it is told by the simulation, so that it costs nothing between two collections.
/// </summary>
internal sealed class SampledInstruments
{
    private const string Cohort = "cohort-";
    private const string Cohorts = "cohorts";

    private static readonly LiveProtocol.RunPhase[] Phases = Enum.GetValues<LiveProtocol.RunPhase>();

    private readonly LiveSimulation _live;
    private readonly RunSampler _sampler;
    private readonly TimeProvider _time;
    private readonly long _began;

    public SampledInstruments(Meter meter, LiveSimulation live, RunSampler sampler, TimeProvider time)
    {
        (_live, _sampler, _time, _began) = (live, sampler, time, time.GetTimestamp());
        AddRun(meter);
        AddClients(meter);
        AddFleet(meter);
        AddSigning(meter);
    }

    /// <summary>
    /// Up to which everything is simulated. The kernel tells the end of the last window; the sample knows of idle time
    /// after it, too, in which nothing happens.
    /// </summary>
    private VirtualTime Now => _sampler.Last is { } sample
        ? VirtualTime.Max(_live.Gauges.Now, sample.Status.Settled)
        : _live.Gauges.Now;

    private void AddRun(Meter meter)
    {
        var gauges = _live.Gauges;
        meter.CreateObservableGauge(
            "rsr.virtual.time", () => Seconds(Now), "s",
            "Virtual time since the scenario's start up to which everything is simulated.");
        meter.CreateObservableGauge(
            "rsr.wall.time", () => _time.GetElapsedTime(_began).TotalSeconds, "s",
            "Wall time for which this execution has served the run.");
        meter.CreateObservableGauge(
            "rsr.lag", () => OfSample(sample => Math.Max(0, Seconds(sample.Status.Clock) - Seconds(Now))), "s",
            "By how much virtual time, as the clock shows it, is ahead of what is simulated.");
        meter.CreateObservableGauge(
            "rsr.run.phase", () => Sampled(sample => Phases.Select(phase => new Measurement<int>(
                sample.Status.Phase == phase ? 1 : 0, Tag("phase", Words.Of(phase))))),
            null, "1 for the phase in which the run is, and 0 for the others.");
        meter.CreateObservableGauge(
            "rsr.run.events", () => gauges.Events, "{event}",
            "Events since the scenario's start, those of earlier executions included.");
        meter.CreateObservableCounter(
            "rsr.windows", () => gauges.Windows, "{window}", "Windows of this execution.");
        meter.CreateObservableCounter(
            "rsr.wakes", () => gauges.Wakes, "{wake}",
            "Wakes of this execution: turns of devices, and messages that services handled.");
        meter.CreateObservableCounter(
            "rsr.epochs.closed", () => gauges.Epochs, "{epoch}",
            "Closed epochs, those of earlier executions included.");
        meter.CreateObservableGauge(
            "rsr.mail.in_flight", () => gauges.InFlight, "{message}",
            "Messages between processes that are not handled yet; one for each process that a message is for.");
        meter.CreateObservableGauge(
            "rsr.mailbox.messages", Mailboxes, "{message}",
            "Akka messages in the mailboxes of the kernel's actors, and of the processes with their handlers.");
    }

    private void AddClients(Meter meter)
    {
        var clients = _live.Clients;
        meter.CreateObservableGauge(
            "rsr.queries.waiting", () => clients.Waiting, "{query}",
            "Queries and orders of all clients that are not answered yet.");
        meter.CreateObservableGauge(
            "rsr.streams.open", () => clients.Streams, "{stream}", "Event streams that are open.");
        meter.CreateObservableCounter(
            "rsr.streams.cut_off", () => clients.CutOff, "{stream}",
            "Event streams that were cut off because their clients did not read.");
        meter.CreateObservableCounter(
            "rsr.preview.left_out", () => clients.LeftOut, "{line}",
            "Lines that previews of events did not get, because more happened in a tenth of a second than they show.");
    }

    private void AddFleet(Meter meter)
    {
        meter.CreateObservableGauge(
            "rsr.devices", () => OfFleet(fleet => fleet.Census.By(key => key.Standing)
                .Select(one => new Measurement<int>(one.Count.Devices, Tag("state", Words.Of(one.What))))),
            "{device}", "Devices by what they are doing, of the last census.");
        meter.CreateObservableGauge(
            "rsr.devices.protected", () => OfFleet(fleet => fleet.Census.By(key => key.Platform)
                .Select(one => new Measurement<int>(one.Count.Protected, Tag("platform", one.What.Name)))),
            "{device}", "Devices that have the fixes of the newest response, by platform, of the last census.");
        meter.CreateObservableGauge(
            "rsr.release.devices", () => OfFleet(Releases), "{device}",
            "Devices by response: active on them, or incoming; of the last census.");
        meter.CreateObservableGauge(
            "rsr.release.protected.share", () => OfFleet(Shares), "1",
            "The share of the fleet that each response protects: on which it is active; of the last census.");
        meter.CreateObservableGauge(
            "rsr.census.time", () => OfFleet(fleet => One(Seconds(fleet.At))), "s",
            "The moment of virtual time of the last census.");
    }

    private void AddSigning(Meter meter)
    {
        meter.CreateObservableGauge(
            "rsr.signing.busy", () => OfSigning(one => One(Busy(one).Length)), "{server}",
            "Servers of the signing service that are at work.");
        meter.CreateObservableGauge(
            "rsr.signing.servers", () => OfSigning(_ => One(_live.Scenario.Signing.Servers)), "{server}",
            "Servers of the signing service.");
        meter.CreateObservableGauge(
            "rsr.signing.wait", () => OfSigning(one => One(
                new ServerPool(_live.Scenario.Signing.Servers, [.. Busy(one)]).Wait(one.At).TotalSeconds)),
            "s", "How long a request for a ticket would wait in the queue, in virtual time.");
        meter.CreateObservableGauge(
            "rsr.signing.outage", () => OfSigning(one => One(one.View.State.Outage ? 1 : 0)), null,
            "1 while no request reaches the signing service, else 0.");
        meter.CreateObservableCounter(
            "rsr.signing.tickets", () => OfSigning(Tickets),
            "{request}",
            "Requests for tickets that the signing service has answered, those of earlier executions included, by "
            + "release or software update, and answer.");
    }

    private static IEnumerable<Measurement<long>> Tickets(SigningSample signing) =>
        signing.View.Tallies.SelectMany(tally => (Measurement<long>[])
        [
            new(tally.Issued, Tag("release", tally.Release), Tag("answer", "issued")),
            new(tally.Refused, Tag("release", tally.Release), Tag("answer", "refused")),
        ]);

    private IEnumerable<Measurement<long>> Mailboxes() => _live.Run is not ActorRefWithCell run
        ? []
        : run.Children.OfType<ActorRefWithCell>()
            .GroupBy(child => child.Path.Name.StartsWith(Cohort, StringComparison.Ordinal) ? Cohorts : child.Path.Name)
            .Select(group => new Measurement<long>(
                group.Sum(child => Messages(child) + child.Children.OfType<ActorRefWithCell>()
                    .Where(one => one.Path.Name == "handler").Sum(Messages)),
                Tag("actor", group.Key)));

    private static long Messages(ActorRefWithCell actor) => actor.Underlying.NumberOfMessages;

    private static IEnumerable<Measurement<int>> Releases(CountedFleet fleet) =>
    [
        .. fleet.Census.By(key => key.Active).Where(one => one.What is not null)
            .Select(one => new Measurement<int>(
                one.Count.Devices, Tag("release", one.What!), Tag("state", "active"))),
        .. fleet.Census.By(key => key.Incoming).Where(one => one.What is not null)
            .Select(one => new Measurement<int>(
                one.Count.Devices, Tag("release", one.What!), Tag("state", "incoming"))),
    ];

    /// <summary>Each response of the scenario: a share of 0 is known, too.</summary>
    private IEnumerable<Measurement<double>> Shares(CountedFleet fleet)
    {
        var all = fleet.Census.Total.Devices;
        return _live.Scenario.Releases.Select(release => new Measurement<double>(
            all == 0 ? 0 : (double)fleet.Census.Sum(key => key.Active == release.Id).Devices / all,
            Tag("release", release.Id)));
    }

    private static VirtualTime[] Busy(SigningSample signing) =>
        [.. signing.View.BusyUntil.Where(until => until > signing.At)];

    private IEnumerable<Measurement<T>> OfFleet<T>(Func<CountedFleet, IEnumerable<Measurement<T>>> of)
        where T : struct => Sampled(sample => sample.Fleet is { } fleet ? of(fleet) : []);

    private IEnumerable<Measurement<T>> OfSigning<T>(Func<SigningSample, IEnumerable<Measurement<T>>> of)
        where T : struct => Sampled(sample => sample.Signing is { } signing ? of(signing) : []);

    private IEnumerable<Measurement<double>> OfSample(Func<RunSample, double> of) =>
        Sampled(sample => One(of(sample)));

    private static IEnumerable<Measurement<T>> One<T>(T value)
        where T : struct => [new(value)];

    private IEnumerable<Measurement<T>> Sampled<T>(Func<RunSample, IEnumerable<Measurement<T>>> of)
        where T : struct
    {
        // A scrape has refreshed the sample before. A push has not: it gets what is known now, and starts the next
        // sample.
        if (_sampler.Last is not { } last || _sampler.AgeOf(last.Taken) > RunSampler.Fresh)
            _ = _sampler.Refresh(CancellationToken.None);
        return _sampler.Last is { } sample ? of(sample) : [];
    }

    private static double Seconds(VirtualTime at) => at.Milliseconds / 1000.0;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

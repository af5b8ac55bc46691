using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Stories with all kinds of events at once, for properties that hold in every story.</summary>
internal sealed record AnyStory(
    Scenario Scenario, (VirtualTime At, Publications Published)[] News,
    (VirtualTime At, OperatorCommand Command)[] Told)
{
    private static readonly Gen<double> Share = Gen.Frequency(
        (2, Gen.Const(0.0)), (2, Gen.Double[0, 0.5]), (1, Gen.Const(1.0)));
    private static readonly Gen<double> Chance = Gen.Frequency((3, Gen.Const(0.0)), (2, Gen.Double[0, 0.3]));

    // Sometimes close together, so that much happens while a slow device works on one step.
    private static readonly Gen<VirtualTime> Moment = Gen.Frequency(
        (2, Gen.Int[60_000, 20 * 86_400_000]), (1, Gen.Int[2 * 86_400_000, 3 * 86_400_000]))
            .Select(ms => new VirtualTime(ms));

    private static readonly Gen<Behaviour> Behaviours = Gen.Select(Share.Array[10], Gen.Int[1, 60])
        .Select((p, hours) => Dutiful with
        {
            AutomaticUpdates = 1 - p[0], Seekers = p[1], NeverUpdate = p[2] / 2, RestartPromptly = 1 - p[3],
            RestartOvernight = p[3] / 2,
            CheckByHand = p[4], ChargeAtNight = 1 - p[5], InUse = 0.005 + 0.5 * p[6], InUseAtNight = 0.3 * p[7],
            Reapply = p[8],
            PutOff = TimeSpan.FromHours(hours), ReapplyAfter = TimeSpan.FromHours(hours / 2.0),
            RelaunchSafari = TimeSpan.FromHours(hours / 4.0),
        });

    private static readonly Gen<FaultSettings> Faults = Chance.Array[9].Select(p =>
        new FaultSettings(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], 0, 0, 0));

    private static readonly Gen<AnalyticsSettings> Analytics =
        Gen.Select(Share.Array[4], Gen.Int[0, 30], Gen.Int[0, 20], Gen.Bool).Select(
            (p, from, width, stability) => new AnalyticsSettings(
                true, p[0], TimeSpan.FromDays(6),
                new(
                    1,
                    new(TimeSpan.FromHours(from), TimeSpan.FromHours(from + width)),
                    new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)), p[1] / 2, p[2] / 2),
                SurveillanceSettings.Default,
                RecommendationSettings.Default with
                {
                    Test = stability ? DeviceTest.Stability : DeviceTest.Exact, Accepted = p[3],
                    AnswerAfter = TimeSpan.FromHours(1 + from),
                })
            {
                List = new(TimeSpan.FromHours(1 + from), new(TimeSpan.Zero, TimeSpan.FromMinutes(width))),
            });

    private static readonly Gen<CatalogueEntry[]> Listing = Gen.Select(
        Gen.Double[1, 200], Gen.Enum<CatalogueStatus>(), Gen.Double[1, 200], Gen.Enum<CatalogueStatus>())
        .Select((a, first, c, second) =>
            new[] { new CatalogueEntry(A, Math.Min(100, a), first), new CatalogueEntry(C, Math.Min(100, c), second) });

    private static readonly Gen<ManagementOrder> Order = Gen.OneOf(
        Gen.Select(Gen.Bool, Gen.Bool).Select(ManagementOrder (install, remove) =>
            new ManagementOrder.Restrict(VirtualTime.Zero, new(install, remove))),
        Gen.Select(Gen.Bool, Gen.Int[0, 100]).Select(ManagementOrder (first, hours) =>
            new ManagementOrder.Enforce(VirtualTime.Zero, first ? A : C, VirtualTime.Zero + TimeSpan.FromHours(hours))),
        Gen.Select(Gen.Bool, Gen.Int[0, 100]).Select(ManagementOrder (first, hours) => new ManagementOrder.Enforce(
            VirtualTime.Zero, first ? A : C, VirtualTime.Zero + TimeSpan.FromHours(hours), IsLocal: true, first)),
        Gen.Const<ManagementOrder>(new ManagementOrder.Remove(VirtualTime.Zero)));

    private static readonly Gen<OperatorCommand> Command = Gen.OneOf(
        Gen.Bool.Select(OperatorCommand (share) => new OperatorCommand.ShareAnalytics(0, share)),
        Gen.Const<OperatorCommand>(new OperatorCommand.RemoveResponses(0)),
        Gen.Bool.Select(OperatorCommand (first) => new OperatorCommand.Install(0, first ? A : C)),
        Gen.Int[1, 100].Select(OperatorCommand (hours) => new OperatorCommand.Unplug(0, TimeSpan.FromHours(hours))));

    public static readonly Gen<AnyStory> Any = Gen.Select(
        Gen.Select(
            Gen.Enum<Platform>(), Gen.ULong, Faults, Behaviours,
            Gen.OneOf(Gen.Const(50L), Gen.Const(500L), Gen.Const(2_000_000L))),
        Gen.Select(Analytics, Share, Gen.Double[1, 300], Gen.Bool.Array[2]),
        Gen.Select(Moment, Listing, Gen.Bool).Array[1, 5],
        Gen.Select(Moment, Order).Array[0, 6],
        Gen.Select(Moment, Command).Array[0, 6],
        Moment.Array[3]).Select((people, crashes, listed, orders, commands, affected) =>
        {
            var (platform, seed, faults, behaviour, bandwidth) = people;
            var (analytics, shares, multiplier, managed) = crashes;
            var scenario = Crashing(platform).Breaking(multiplier, Application.Safari, Mail).People(_ => behaviour) with
            {
                Seed = seed, Faults = faults, Analytics = analytics, Volumes = Tight(seed),
            };
            scenario = scenario with
            {
                Fleet = scenario.Fleet with
                {
                    SharesAnalytics = shares, LockdownMode = 0.1,
                    Management = new(managed[0] ? 1 : 0, managed[1] ? 0.5 : 1, 0.5),
                    Install = scenario.Fleet.Install with { MedianBandwidth = bandwidth },
                },
                Releases = [.. scenario.Releases.Select(
                    release => release with { Regrets = new(0.3, TimeSpan.FromHours(30)) })],
            };
            return new AnyStory(
                scenario,
                Spread(scenario.World(), listed, orders, affected),
                [.. commands.Select(one => (one.Item1, one.Item2))]);
        });

    public Life Lived() => new Life(Scenario.World(), 0, News) { Told = Told }.Lived();

    /// <summary>Each document comes at its own time, and contains all earlier orders.</summary>
    private static (VirtualTime, Publications)[] Spread(
        World world, (VirtualTime At, CatalogueEntry[] Listed, bool Update)[] listed,
        (VirtualTime At, ManagementOrder Order)[] orders, VirtualTime[] affected)
    {
        var documents = listed.OrderBy(one => one.At).Select(
            (one, i) => (one.At, (object)Issue(one.Listed, one.Update, i + 1, one.At, world)))
            .Concat(orders.OrderBy(one => one.At).Select((one, i) => (one.At, (object)new ManagementOrders(
                [.. orders.OrderBy(order => order.At).Take(i + 1).Select(order => Issued(order.Order, order.At))]))))
            .Concat(affected.Order().Select((at, i) => (at, (object)new AffectedApplications(
                i + 1, [.. affected.Order().Take(i + 1).Select((since, n) => Entry(n, since))]))));
        var published = Publications.None;
        return [.. documents.OrderBy(one => one.Item1).Select(
            one => (one.Item1, published = published.With(one.Item2)))];
    }

    private static AffectedApplication Entry(int n, VirtualTime since) =>
        n == 0 ? new(A, Application.Safari, since) : n == 1 ? new(C, Application.Safari, since) : new(A, Mail, since);

    private static Catalogue Issue(CatalogueEntry[] listed, bool update, int version, VirtualTime at, World world)
    {
        var catalogue = Catalogue(listed) with { Version = version, EffectiveAt = at };
        return update ? catalogue.WithUpdate(world) : catalogue;
    }

    private static ManagementOrder Issued(ManagementOrder order, VirtualTime at) => order switch
    {
        ManagementOrder.Enforce enforce =>
            enforce with { At = at, Deadline = at + (enforce.Deadline - VirtualTime.Zero) },
        _ => order with { At = at },
    };
}

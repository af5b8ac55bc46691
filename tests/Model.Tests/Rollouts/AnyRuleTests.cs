using CsCheck;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>What holds for every rule with any allowed keys and any evidence.</summary>
public sealed class AnyRuleTests
{
    private static readonly Gen<InstallCounts> Installs =
        from eligible in Gen.Long[0, 1000]
        from parts in Gen.Long[0, 100].Array[8]
        select new InstallCounts
        {
            Eligible = eligible, Offered = parts[0], InProgress = parts[1], TimedOut = parts[2], Succeeded = parts[3],
            FailedStart = parts[4], Rejected = parts[5], RolledBack = parts[6], Silent = parts[7],
        };

    private static readonly Gen<UseCounts> Use =
        from active in Gen.Long[0, 1000]
        from crashes in Gen.Long[0, 30]
        from crashed in Gen.Long[0, 30]
        from use in Gen.Long[0, 3_600_000_000]
        from expected in Gen.Double[0, 20]
        select new UseCounts
        {
            ActiveDevices = active, Crashes = crashes, CrashedDevices = Math.Min(active, crashed),
            UseMilliseconds = use, Expected = expected,
        };

    private static readonly Gen<SliceKey> Keys =
        from ring in OneOf("", "1", "2")
        from platform in Gen.Enum<Platform>()
        from model in OneOf("", "iPhone15,2")
        select new SliceKey(ring, platform, model);

    private static readonly Gen<EvidenceWindow> Windows =
        from key in Keys
        from hour in Gen.Long[-240, 240]
        from installs in Installs
        from release in Use
        from onBase in Use
        select new EvidenceWindow(
            key, new(hour * 3_600_000), new((hour + 1) * 3_600_000), installs, release, onBase);

    private static readonly Gen<RolloutEvidence> Evidence =
        from slices in Gen.Select(Keys, Installs, Use, Use).Array[0, 4]
        from windows in Windows.Array[0, 20]
        from days in Windows.Array[0, 5]
        from devices in Gen.Long[0, 4]
        from listed in Gen.Int[0, 1]
        from tickets in Gen.Select(Gen.Long[0, 100], Gen.Long[0, 5])
        select new RolloutEvidence
        {
            Slices = [.. slices.Select(one => new EvidenceSlice(one.Item1, one.Item2, one.Item3, one.Item4))],
            Windows = [.. windows.OrderBy(window => window.To)],
            Days =
            [
                .. days.OrderBy(day => day.To).Select(day => day with
                {
                    From = Midnight(day.From), To = Midnight(day.From) + TimeSpan.FromDays(1),
                }),
            ],
            Kinds = [new("app", "signature", devices, devices, SeenOnBase: false)],
            Listed = listed == 0 ? [] : ["app"],
            Tickets = new(tickets.Item1, tickets.Item2),
        };

    private static readonly Gen<(double Hours, RolloutEvidence Evidence)[]> Courses =
        Gen.Select(Gen.Double[0, 300], Evidence).Array[1, 8]
            .Select(course => course.OrderBy(one => one.Item1).Select(one => (one.Item1, one.Item2)).ToArray());

    public static TheoryData<string> Names => [.. RuleRegistry.Shipped.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_rule_whose_state_was_stored_between_all_questions_decides_the_same(string name) =>
        Courses.Sample(
            course =>
            {
                var rule = RuleRegistry.Shipped.Find(name)!.Default;
                Assert.Equal(Decisions(rule, course, state => state), Decisions(rule, course, Stored));
            },
            iter: 100);

    [Theory, MemberData(nameof(Names))]
    public void A_rule_with_any_allowed_keys_answers_any_evidence(string name)
    {
        var preset = RuleRegistry.Shipped.Find(name)!;
        Gen.Select(Values(preset), Courses).Sample(
            (values, course) =>
            {
                if (preset.Build(values) is RuleBuilding.Built built)
                    Assert.All(Decisions(built.Rule, course, state => state), decision => Assert.NotNull(decision));
            },
            iter: 50);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_halted_rule_stays_halted_until_it_is_resumed(string name) => Courses.Sample(
        course =>
        {
            var rule = RuleRegistry.Shipped.Find(name)!.Default;
            var state = RuleState.Empty;
            foreach (var (hours, evidence) in course)
            {
                var answer = RuleDecider.Ask(rule, state, evidence, Asking.AtHour(hours, 50));
                Assert.True(state.HaltedBy is null || !answer.Changes);
                Assert.True(answer.Next > VirtualTime.Zero + TimeSpan.FromHours(hours));
                state = answer.State;
            }

            Assert.Null(RuleDecider.Resume(rule, state).HaltedBy);
        },
        iter: 100);

    [Theory, MemberData(nameof(Names))]
    public void A_brake_takes_no_stronger_decision_than_it_says(string name) => Courses.Sample(
        course =>
        {
            foreach (var brake in RuleRegistry.Shipped.Find(name)!.Default.Brakes)
            {
                var state = default(PartState);
                foreach (var (hours, evidence) in course)
                {
                    var answer = brake.Ask(state, evidence, Asking.AtHour(hours, 50));
                    Assert.True(answer.Decision.Strength <= brake.Strongest.Strength, $"{answer.Decision}");
                    state = answer.State;
                }
            }
        },
        iter: 100);

    private static List<RuleDecision> Decisions(
        Rule rule, (double Hours, RolloutEvidence Evidence)[] course, Func<RuleState, RuleState> between)
    {
        var (state, percent) = (RuleState.Empty, rule.Ramp.FirstPercent);
        List<RuleDecision> decisions = [];
        foreach (var (hours, evidence) in course)
        {
            var answer = RuleDecider.Ask(rule, between(state), evidence, Asking.AtHour(hours, percent));
            decisions.Add(answer.Decision);
            state = answer.State;
            percent = answer.Decision switch
            {
                RuleDecision.Advance advance => advance.Percent,
                RuleDecision.Promote promote => promote.Percent,
                _ => percent,
            };
        }

        return decisions;
    }

    /// <summary>The state after it was written as numbers and read again.</summary>
    private static RuleState Stored(RuleState state) => new(Stored(state.Ramp), [.. state.Brakes.Select(Stored)])
    {
        Pending = state.Pending, IsHeld = state.IsHeld, HaltedBy = state.HaltedBy, StartedOver = state.StartedOver,
    };

    private static PartStanding Stored(PartStanding part) =>
        new(new([.. part.State.Numbers]), part.Next, part.IsDone, part.Holds);

    private static VirtualTime Midnight(VirtualTime time) =>
        time - TimeSpan.FromMilliseconds(((time.Milliseconds + 43_200_000) % 86_400_000 + 86_400_000) % 86_400_000);

    private static Gen<Dictionary<string, RuleValue>> Values(RulePreset preset) => preset.Keys.Aggregate(
        Gen.Const(new Dictionary<string, RuleValue>()),
        (all, key) => Gen.Select(all, ValueOf(key), (values, value) =>
            new Dictionary<string, RuleValue>(values) { [key.Name] = value }));

    /// <summary>An allowed value: one of its limits, or the default, or one between.</summary>
    private static Gen<RuleValue> ValueOf(RuleKey key) => key.Kind switch
    {
        RuleKeyKind.Number or RuleKeyKind.Percent => Between(key).Select(RuleValue (value) => new RuleValue.Number(value)),
        RuleKeyKind.WholeNumber => Between(key).Select(RuleValue (value) => new RuleValue.Number(Math.Floor(value))),
        RuleKeyKind.Duration => Between(key).Select(RuleValue (value) =>
            new RuleValue.Duration(TimeSpan.FromMilliseconds(Math.Floor(value)))),
        RuleKeyKind.Flag => Gen.Bool.Select(RuleValue (value) => new RuleValue.Flag(value)),
        RuleKeyKind.Word => OneOf([.. key.Words]).Select(RuleValue (value) => new RuleValue.Word(value)),
        _ => Gen.Const(key.Default),
    };

    private static Gen<double> Between(RuleKey key)
    {
        // A limit of a sequential test takes long to compute when it is large.
        var most = key.Name == "limit" ? 20 : key.Most;
        return Gen.OneOf(Gen.Const(key.Least), Gen.Const(most), Gen.Double[key.Least, most]);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}

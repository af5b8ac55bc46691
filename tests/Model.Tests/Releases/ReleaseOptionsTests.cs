using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Releases.ReleaseCommand;
using Phase = RsrActors.Model.Releases.ReleasePhase;

namespace RsrActors.Model.Tests.Releases;

public sealed class ReleaseOptionsTests
{
    private static readonly Phase[] Phases =
    [
        new Phase.Undrafted(), new Phase.Draft(), new Phase.Ramping(VirtualTime.Zero, 5, RampSource.Rule),
        new Phase.Ramping(VirtualTime.Zero, 100, RampSource.Rule),
        new Phase.Paused(VirtualTime.Zero, 5, VirtualTime.Zero), new Phase.Withdrawn(false), new Phase.Withdrawn(true),
        new Phase.Superseded(), new Phase.Ramping(VirtualTime.Zero, 5, RampSource.Operator),
    ];

    public static TheoryData<Phase, string, string> Standings => new()
    {
        { Phases[0], "a draft", "publish" },
        { Phases[1], "a draft", "publish" },
        { Phases[2], "published at 5 %", "ramp pause withdraw" },
        { Phases[3], "published at 100 %", "ramp pause withdraw" },
        { Phases[4], "paused at 5 %", "ramp resume withdraw" },
        { Phases[5], "withdrawn", "" },
        { Phases[6], "withdrawn and removed from devices", "" },
        { Phases[7], "superseded", "withdraw" },
        { Phases[8], "published, set by hand to 5 %", "ramp pause resume withdraw" },
    };

    [Theory, MemberData(nameof(Standings))]
    public void Each_phase_has_its_words_and_its_commands(Phase phase, string words, string commands)
    {
        Assert.Equal(words, ReleaseOptions.Standing(phase));
        Assert.Equal(commands, string.Join(' ', ReleaseOptions.Of(In(phase))));
    }

    public static TheoryData<Phase, ReleaseCommand, string> Objections => new()
    {
        { Phases[1], new Pause("a bug"), "16.5.1-a is a draft: 'pause' would change nothing; allowed is publish." },
        {
            Phases[2], new Publish(null),
            "16.5.1-a is published at 5 %: 'publish' would change nothing; allowed are ramp, pause and withdraw."
        },
        { Phases[8], new Ramp(5), "16.5.1-a is published, set by hand to 5 % already; allowed is another percentage." },
        {
            Phases[2], new Resume("no bug"),
            "16.5.1-a is published at 5 %: 'resume' would change nothing; allowed are ramp, pause and withdraw."
        },
        {
            Phases[4], new Pause("a bug"),
            "16.5.1-a is paused at 5 %: 'pause' would change nothing; allowed are ramp, resume and withdraw."
        },
        {
            Phases[6], new Withdraw("a bug", true),
            "16.5.1-a is withdrawn and removed from devices: 'withdraw' would change nothing; "
                + "allowed is nothing any more."
        },
        { Phases[7], new Resume("no bug"),
            "16.5.1-a is superseded: 'resume' would change nothing; allowed is withdraw." },
    };

    [Theory, MemberData(nameof(Objections))]
    public void An_objection_names_phase_and_options(Phase phase, ReleaseCommand command, string objection) =>
        Assert.Equal(objection, ReleaseOptions.Objection(In(phase), command));

    [Fact]
    public void A_command_meets_no_objection_exactly_when_the_decider_accepts_it()
    {
        ReleaseCommand[] commands =
            [
                new Publish(null), new Publish(5), new Ramp(5), new Ramp(6), new Pause(""), new Resume(""),
                new Withdraw("", true)
            ];
        var decider = new ReleaseDecider(RolloutSettings.AllAtOnce, DateTimeOffset.UnixEpoch);
        foreach (var phase in Phases.Where(phase => phase is not Phase.Undrafted))
        {
            foreach (var command in commands)
            {
                var ignored =
                    decider.Decide(In(phase), command, VirtualTime.Zero).Events.IsEmpty;
                Assert.Equal(ignored, ReleaseOptions.Objection(In(phase), command) is not null);
            }
        }
    }

    /// <summary>A release is drafted in the first moment, before any command can arrive.</summary>
    [Fact]
    public void A_release_can_be_published_before_it_is_drafted() =>
        Assert.Null(ReleaseOptions.Objection(In(new Phase.Undrafted()), new Publish(5)));

    private static ReleaseState In(Phase phase) =>
        ReleaseState.Undrafted(new Release("16.5.1-a", 'a', [], Regrets.None)) with { Phase = phase };
}

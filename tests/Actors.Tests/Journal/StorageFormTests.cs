using System.Text;
using CsCheck;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// Everything that is stored has a form, is read as it was written, and contains no name of the program's types.
/// </summary>
public sealed class StorageFormTests
{
    public static TheoryData<string, object> Payloads
    {
        get
        {
            var data = new TheoryData<string, object>();
            foreach (var payload in (object[])[.. Samples.Events, .. Samples.Mail, .. Samples.States])
                data.Add(payload.GetType().Name, payload);
            return data;
        }
    }

    [Theory, MemberData(nameof(Payloads))]
    public void A_stored_value_is_read_as_it_was_written(string name, object payload)
    {
        var bytes = Samples.Format.Encode(payload);
        var decoded = Samples.Format.Decode(bytes);

        Assert.Equal(name, decoded.GetType().Name);
        Assert.Equal(Samples.InFull(payload), Samples.InFull(decoded));
        Assert.Equal(bytes, Samples.Format.Encode(decoded));
    }

    /// <summary>Stored bytes of a ramp that an operator has set; one of the rule is among the samples.</summary>
    [Fact]
    public void A_ramp_that_an_operator_has_set_is_stored_with_its_source()
    {
        ReleaseEvent[] events =
        [
            new ReleaseEvent.Published(0, RampSource.Operator), new ReleaseEvent.RampAdvanced(5, RampSource.Operator),
        ];

        string[] stored = [.. events.Select(happened => Convert.ToHexStringLower(Samples.Format.Encode(happened)))];

        Assert.Equal(
            ["ab7075626c69736865642d3192cb000000000000000001", "a872616d7065642d3192cb401400000000000001"], stored);
        Assert.Equal(events, stored.Select(bytes => Samples.Format.Decode(Convert.FromHexString(bytes))));
    }

    [Fact]
    public void Every_event_of_the_model_has_a_form_and_a_sample() => Assert.Equal(
        Concrete(typeof(IEvent), typeof(IEvent)), Samples.Events.Select(e => e.GetType().FullName!).ToHashSet());

    [Fact]
    public void Every_phase_of_a_device_has_a_form_and_a_sample() => Assert.Equal(
        Concrete(typeof(DevicePhase), typeof(DevicePhase)),
        Samples.Phases.Select(phase => phase.GetType().FullName!).ToHashSet());

    [Fact]
    public void Every_phase_of_a_release_has_a_form()
    {
        var release = Samples.World.Scenario.Releases[0];
        ReleasePhase[] phases =
        [
            new ReleasePhase.Undrafted(), new ReleasePhase.Draft(),
            new ReleasePhase.Ramping(new(1), 5, RampSource.Rule),
            new ReleasePhase.Ramping(new(1), 5, RampSource.Operator),
            new ReleasePhase.Paused(new(2), 6, new(3)), new ReleasePhase.Withdrawn(true), new ReleasePhase.Superseded(),
        ];
        Assert.Equal(
            Concrete(typeof(ReleasePhase), typeof(ReleasePhase)),
            phases.Select(phase => phase.GetType().FullName!).ToHashSet());

        Assert.All(phases, phase =>
        {
            var state = new UpdateServiceState(1, [new(release, 1, phase)]);
            Assert.Equal(Samples.InFull(state), Samples.InFull(Samples.Format.Decode(Samples.Format.Encode(state))));
        });
    }

    [Fact]
    public void How_far_a_device_came_has_a_form_with_and_without_analytics()
    {
        var device = DeviceState.Unenrolled(Samples.World.TraitsOf(0), Samples.World) with
        {
            Stages = [new(5, 7), new(1, 0, WithoutAnalytics: true), new(3, 40, WithoutAnalytics: true)],
        };
        var state = new CohortState<DeviceState>([device], new CohortFacts([DeviceFacts.None]));

        Assert.Equal(Samples.InFull(state), Samples.InFull(Samples.Format.Decode(Samples.Format.Encode(state))));
    }

    /// <summary>A command is stored as a message, and in a live command.</summary>
    [Fact]
    public void Every_command_has_a_form() => Assert.Equal(
        Concrete(typeof(OperatorCommand), typeof(OperatorCommand)),
        Samples.Mail.OfType<OperatorCommand>().Select(command => command.GetType().FullName!).ToHashSet());

    [Theory, MemberData(nameof(Payloads))]
    public void Stored_bytes_contain_no_names_of_types(string name, object payload)
    {
        var bytes = Encoding.Latin1.GetString(Samples.Format.Encode(payload));

        Assert.DoesNotContain(name, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("RsrActors", bytes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("System.", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_can_be_read_without_its_scenario()
    {
        var (block, _) = EventBlock.Encode(Samples.History, HistoryHash.Empty, Samples.Format);

        var read = EventBlock.Decode(block, Samples.History.Length, RunFormat.ForReading());

        Assert.Equal(Samples.History.Select(e => Samples.InFull(e)), read.Select(e => Samples.InFull(e)));
    }

    [Fact]
    public void A_value_without_a_form_is_refused_with_its_name()
    {
        Assert.Contains(
            "PholdEvent",
            Assert.Throws<UnknownPayloadException>(() => Samples.Format.Encode(PholdEvent.Instance)).Message);

        var stored = PholdEvent.AddTo(new PayloadFormat()).Encode(PholdEvent.Instance);
        Assert.Contains("phold-1", Assert.Throws<UnknownPayloadException>(() => Samples.Format.Decode(stored)).Message);
    }

    [Fact]
    public void The_hash_of_a_history_does_not_depend_on_how_it_is_grouped_or_ordered()
    {
        var (_, whole) = EventBlock.Encode(Samples.History, HistoryHash.Empty, Samples.Format);

        Gen.Int[0, 4].Array[Samples.History.Length].Sample(groups =>
        {
            var sum = HistoryHash.Empty;
            foreach (var group in Enumerable.Range(0, 5).Reverse())
            {
                RecordedEvent[] part = [.. Samples.History.Where((_, i) => groups[i] == group).Reverse()];
                sum += EventBlock.Encode(part, HistoryHash.Empty, Samples.Format).Sum;
            }

            return sum == whole;
        }, iter: 50);
    }

    [Fact]
    public void The_hash_differs_after_every_change_of_an_event()
    {
        var happened = Samples.History[2];
        RecordedEvent[] changed =
        [
            happened,
            happened with { Seq = happened.Seq + 1 },
            happened with { At = happened.At.Next() },
            happened with { Entity = EntityId.Device(43) },
            happened with { Event = new DeviceEvent.ResponseOffered("16.5.1-c", OfferSource.Management) },
            happened with { Event = new DeviceEvent.ResponseOffered("16.5.1-a", OfferSource.User) },
            happened with { Event = new DeviceEvent.SafariRelaunched("16.5.1-a") },
        ];

        Assert.Equal(
            changed.Length,
            changed.Select(one => EventBlock.Encode([one], HistoryHash.Empty, Samples.Format).Sum).Distinct().Count());
    }

    private static HashSet<string> Concrete(Type kind, Type assemblyOf) =>
    [
        .. assemblyOf.Assembly.GetTypes().Where(type => !type.IsAbstract && kind.IsAssignableFrom(type))
            .Select(type => type.FullName!),
    ];
}

using System.Collections.Immutable;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Invariants;

/// <summary>
/// A rule that no device's history may break. As Coyote's monitors do, it only observes, and judges one event at a
/// time.
/// </summary>
public abstract class DeviceInvariant
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static readonly ImmutableArray<DeviceInvariant> All =
    [
        new ActivationFollowsStagingAndTicket(),
        new StagedOnItsPrerequisiteBuild(),
        new RemovedMeansGone(),
        new PrivacyIsKept(),
        new RecommendationIsGrounded(),
        new GatesAreKept(),
        new NothingActiveBeforeItsTime(),
        new CrashesAreOfWhatRuns(),
        new HistoryHasNoGap(),
        new OnlyAnUpdateTouchesTheSeal(),
        new OnlyTrustedContentRuns(),
        new LockedDataIsUntouched(),
    ];

    /// <summary>The rule as a sentence.</summary>
    public abstract string Rule { get; }

    /// <summary>How the event breaks the rule; null when it does not.</summary>
    /// <param name="before">The device's history up to the event.</param>
    public abstract string? Judge(DeviceFacts before, RecordedEvent happened, World world);
}

/// <summary>A response becomes active only with staging and a ticket after its last removal.</summary>
public sealed class ActivationFollowsStagingAndTicket : DeviceInvariant
{
    public override string Rule => "A response becomes active only after it was staged with a ticket.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        ResponseActivated e when !before.Ticketed.Contains(e.Release) => $"{e.Release} became active without a ticket.",
        ResponseActivated e when !before.Staged.Contains(e.Release) =>
            $"{e.Release} became active without being staged.",
        _ => null,
    };
}

/// <summary>
/// A response is staged on its prerequisite build only. It is applied to the base, and never to another response.
/// </summary>
public sealed class StagedOnItsPrerequisiteBuild : DeviceInvariant
{
    public override string Rule => "A response is staged only on its prerequisite build.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) =>
        happened.Event is ResponseStaged e
        && world.Release(e.Release).TargetFor(before.Platform, before.BaseBuild) is null
            ? $"{e.Release} was staged on {before.BaseBuild}, which it has no patch for."
            : null;
}

/// <summary>
/// After a removal the device runs its base, or the earlier response when only the latest one was removed.
/// </summary>
public sealed class RemovedMeansGone : DeviceInvariant
{
    public override string Rule => "After a removal the base runs, or the earlier response.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world)
    {
        if (happened.Event is not ResponsesRemoved e)
            return null;
        var left = before.Applied.RemoveRange(e.Releases);
        var build = left.IsEmpty
            ? before.BaseBuild
            : world.Release(left[^1]).TargetFor(before.Platform, before.BaseBuild)?.Build.Text;
        return e.OsBuild == build ? null : $"{e.OsBuild} runs after the removal instead of {build}.";
    }

    /// <summary>
    /// The part of the rule that no event shows: the device has exactly the responses that its history applied and did
    /// not remove.
    /// </summary>
    public static string? Inspect(DeviceFacts facts, DeviceState state)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        var same = facts.Applied.Length == state.Applied.Length;
        for (var i = 0; same && i < facts.Applied.Length; i++)
            same = facts.Applied[i] == state.Applied[i].Release;
        return same
            ? null
            : $"[{string.Join(", ", state.Applied.Select(one => one.Release))}] is on the device, "
                + $"and [{string.Join(", ", facts.Applied)}] in its history.";
    }
}

/// <summary>A device that does not share analytics reports nothing about crashes, then or later.</summary>
public sealed class PrivacyIsKept : DeviceInvariant
{
    public override string Rule => "A device that does not share analytics reports nothing, then or later.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        CrashTotalsReported or RecommendationReported when !before.SharesAnalytics =>
            "Something about crashes was reported by a device that does not share analytics.",
        CrashTotalsReported e when Begins(e.Day, before, happened.Entity, world) < before.SharesSince =>
            $"The totals of day {e.Day} were reported, "
                + $"which began before sharing was agreed to at {before.SharesSince}.",
        _ => null,
    };

    /// <summary>When a day began. It is not needed for a device that has always shared; then zero is enough.</summary>
    private static VirtualTime Begins(int day, DeviceFacts before, EntityId device, World world) =>
        before.SharesSince == VirtualTime.Zero
            ? VirtualTime.Zero
            : world.LifeOf(world.TraitsOf(device.Number)).At(day, TimeSpan.Zero);
}

/// <summary>
/// A removal is recommended for an active response only, once for each response, never in Lockdown Mode, by a list that
/// the device has fetched, and with the stated significance in the device's own counts.
/// </summary>
public sealed class RecommendationIsGrounded : DeviceInvariant
{
    private const double Rounding = 1e-9;

    public override string Rule =>
        "A recommendation is for an active response, once, significant, by a fetched list, and not in Lockdown Mode.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        AffectedApplicationsFetched e when e.Version <= before.FetchedList =>
            $"The device fetched version {e.Version} of the list and had version {before.FetchedList}.",
        RemovalRecommended e when before.FetchedList == 0 =>
            $"Removing {e.Release} was recommended before the device had a list.",
        RemovalRecommended e when before.LockdownMode => $"Removing {e.Release} was recommended in Lockdown Mode.",
        RemovalRecommended e when before.Applied.IsEmpty || before.Applied[^1] != e.Release =>
            $"Removing {e.Release} was recommended where it is not active.",
        RemovalRecommended e when before.Recommended.Contains(e.Release) =>
            $"Removing {e.Release} was recommended twice.",
        RemovalRecommended e =>
            Counts(before, e) ?? Significance(e, happened.At, world.Scenario.Analytics.Recommendation),
        _ => null,
    };

    /// <summary>
    /// Compares the stated counts with the history. The stability rule leaves out days; the exact test does not.
    /// </summary>
    private static string? Counts(DeviceFacts before, RemovalRecommended e)
    {
        if (e.Rule is not (RemovalAdvice.ExactRule or RemovalAdvice.StabilityRule))
            return $"The rule '{e.Rule}' is unknown.";
        var counted =
            (Before: before.CrashesOf(e.Application, null), After: before.CrashesOf(e.Application, e.Release));
        var stated = (e.CrashesBefore, e.CrashesAfter);
        var holds = e.Rule == RemovalAdvice.ExactRule
            ? stated == counted
            : e.CrashesBefore <= counted.Before && e.CrashesAfter <= counted.After;
        return holds ? null : $"{stated} crashes of {e.Application} are stated, and {counted} happened.";
    }

    /// <summary>
    /// Checks the stated hours and p-value. Each condition is written as what must hold and then negated, because every
    /// comparison with NaN is false.
    /// </summary>
    private static string? Significance(RemovalRecommended e, VirtualTime at, RecommendationSettings settings)
    {
        var lived = (at - VirtualTime.Zero).TotalHours;
        if (!(e.HoursBefore > 0 && e.HoursAfter > 0 && e.HoursBefore + e.HoursAfter <= lived))
            return $"{e.HoursBefore} and {e.HoursAfter} hours are stated, of {lived}.";
        var comparison = new PoissonComparison(new(e.CrashesAfter, e.HoursAfter), new(e.CrashesBefore, e.HoursBefore));
        if (!(Math.Abs(comparison.TwoSided - e.PValue) <= Rounding))
            return $"A p-value of {e.PValue} is stated where the counts give {comparison.TwoSided}.";
        return e.Rule == RemovalAdvice.ExactRule && (e.PValue > settings.Significance || !(comparison.RateRatio > 1))
            ? $"A p-value of {e.PValue} at {comparison.RateRatio} times the rate is no reason."
            : null;
    }
}

/// <summary>The gates of battery and management are respected.</summary>
public sealed class GatesAreKept : DeviceInvariant
{
    public override string Rule =>
        "No restart into content below the battery gate, no installation against management, no forbidden removal.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        ResponseActivated { Charging: false } e when before.Offer.Source != OfferSource.User
            && e.BatteryPercent < world.Install.For(before.Platform).ResponseBattery =>
            $"{e.Release} became active at {e.BatteryPercent} % of charge.",
        RemovalAttemptFailed e when e.RetryAt <= happened.At
            || e.Fault is not (DeviceFault.BatteryLow or DeviceFault.StoredFileDamaged) =>
            $"A removal waits because of {e.Fault} until {e.RetryAt}.",
        ResponseOffered { Source: OfferSource.Management } e when before.Managed is null =>
            $"{e.Release} was enforced on an unmanaged device.",
        ResponseOffered e when e.Source != OfferSource.Management && before.Managed is { AllowInstallation: false } =>
            $"{e.Release} was offered where management forbids it.",
        ResponseStaged e when before.Offer.Source != OfferSource.Management
            && before.Managed is { AllowInstallation: false } =>
            $"{e.Release} was staged where management forbids it.",
        Restarted { Reason: RestartReason.InstallResponse } or BootTicketRequested
            when world.IsBlocked(happened.Entity.Number, happened.At) => "A blocked day was not kept.",
        RemovalStarted { Cause: RemovalCause.User or RemovalCause.Recommendation }
            when before.Managed is { AllowRemoval: false } =>
            "A person removed responses where management forbids it.",
        _ => null,
    };
}

/// <summary>Only Safari, and only on a Mac, uses new content before the restart.</summary>
public sealed class NothingActiveBeforeItsTime : DeviceInvariant
{
    public override string Rule => "Nothing is active before the restart, but Safari on a Mac after its relaunch.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        ResponseActivated e when !before.Restarted => $"{e.Release} became active without a restart.",
        SafariRelaunchOffered e when !before.Platform.IsMac || !before.Staged.Contains(e.Release) =>
            $"A relaunch of Safari for {e.Release} was offered where it is not staged on a Mac.",
        SafariRelaunchAnswered e when !before.Platform.IsMac || !before.Staged.Contains(e.Release) =>
            $"A relaunch of Safari for {e.Release} was answered where it is not staged on a Mac.",
        SafariRelaunched e when !before.Platform.IsMac => $"Safari took up {e.Release} on a {before.Platform.Name}.",
        SafariRelaunched e when !before.Staged.Contains(e.Release) =>
            $"Safari took up {e.Release}, which is not staged.",
        _ => null,
    };
}

/// <summary>An application crashes only while the device runs, and on the content in use.</summary>
public sealed class CrashesAreOfWhatRuns : DeviceInvariant
{
    public override string Rule => "A crash is of the content in use, and not while the device restarts.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        ApplicationCrashed e when before.Down => $"{e.Application} crashed while the device was restarting.",
        ApplicationCrashed e when e.Release != before.ContentOf(e.Application) =>
            $"{e.Application} crashed on {e.Release ?? "the base"} "
                + $"where {before.ContentOf(e.Application) ?? "the base"} runs.",
        _ => null,
    };
}

/// <summary>The events of a history are numbered without a gap, and their time does not go back.</summary>
public sealed class HistoryHasNoGap : DeviceInvariant
{
    public override string Rule => "A history has no gap, and its time does not go back.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) =>
        happened.Seq != before.Seq + 1 ? $"Event {happened.Seq} follows event {before.Seq}."
        : happened.At < before.At ? $"Event {happened.Seq} is at {happened.At}, before {before.At}."
        : null;
}

/// <summary>Only a software update changes boot ticket and system volume seal.</summary>
public sealed class OnlyAnUpdateTouchesTheSeal : DeviceInvariant
{
    public override string Rule => "Only a software update changes boot ticket and system volume seal.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world) => happened.Event switch
    {
        BootLoopEnded e when e.OsBuild != before.BaseBuild =>
            $"{e.OsBuild} runs after a boot loop instead of the previous {before.BaseBuild}.",
        SoftwareUpdateInstalled e when e.From != before.Version =>
            $"An update from {e.From} was installed on {before.Version}.",
        SoftwareUpdateInstalled when !before.Platform.IsApple => null,
        SoftwareUpdateInstalled e when e.SystemVolumeSeal.Equals(before.SystemVolumeSeal) =>
            "An update left the old seal.",
        SoftwareUpdateInstalled e when e.BootTicketDigest.Equals(before.BootTicket) =>
            "An update left the old boot ticket.",
        SoftwareUpdateInstalled e when !e.BootTicketDigest.Equals(before.IssuedBootTicket) =>
            "An update started with a boot ticket that was not issued to the device.",
        _ => null,
    };

    /// <summary>
    /// The part of the rule that no event shows: the device's boot ticket and seal are those of its history.
    /// </summary>
    public static string? Inspect(DeviceFacts facts, DeviceState state)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        return facts.BootTicket is null
            || (facts.BootTicket.Equals(state.Os.BootTicketDigest)
                && facts.SystemVolumeSeal!.Equals(state.Os.SystemVolumeSeal))
            ? null
            : "Boot ticket or system volume seal changed without a software update.";
    }
}

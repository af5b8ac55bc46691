using System.Globalization;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Analytics.AnalyticsEvent;
using static RsrActors.Model.Releases.ReleaseEvent;
using static RsrActors.Model.Releases.UpdateEvent;
using static RsrActors.Model.Scenarios.OperatorCommand;
using static RsrActors.Model.Scenarios.OperatorEvent;
using static RsrActors.Model.Signing.SigningEvent;
using static RsrActors.Reports.Events.EventForm;

namespace RsrActors.Reports.Events;

/// <summary>The exported forms of the events of releases.</summary>
internal static class ReleaseEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<Drafted>("ReleaseDrafted", static form => form
            .LetterOrNull("letter", static e => e.Letter)
            .Objects("targets", static e => e.Targets, static form => form
                .Text("platform", static target => target.Platform.Name)
                .Text("version", static target => target.Version)
                .Text("prerequisiteBuild", static target => target.PrerequisiteBuild.Text)
                .Text("build", static target => target.Build.Text)
                .Text("restoreVersion", static target => target.RestoreVersion.ToString()))),
        For<Published>("ReleasePublished", static form => form
            .Percent("percent", static e => e.Percent)
            .Text("setBy", static e => Words.Of(e.SetBy))
            .TextIfAny("admission", static e => TermsOf(e)?.Name)
            .ObjectsIfAny("parameters", static e => TermsOf(e)?.Numbers ?? [], static form => form
                .Text("name", static number => number.Name)
                .Figure("value", static number => number.Value))),
        For<RampAdvanced>("RampAdvanced", static form => form
            .Percent("percent", static e => e.Percent)
            .Text("setBy", static e => Words.Of(e.SetBy))),
        For<RolloutHeld>("RolloutHeld", static form => form
            .Text("rule", static e => e.Rule)
            .Text("why", static e => e.Why)),
        For<RolloutDecided>("RolloutDecided", static form => form
            .Text("rule", static e => e.Rule)
            .Text("by", static e => e.By)
            .Text("decision", static e => e.Decision)
            .Text("why", static e => e.Why)
            .Objects("evidence", static e => e.Figures, static form => form
                .Text("name", static figure => figure.Name)
                .Figure("value", static figure => figure.Value))),
        For<Paused>("ReleasePaused", static form => form.Text("cause", static e => e.Cause)),
        For<Resumed>("ReleaseResumed", static form => form.Text("cause", static e => e.Cause)),
        For<Withdrawn>("ReleaseWithdrawn", static form => form
            .Text("cause", static e => e.Cause)
            .Flag("removeFromDevices", static e => e.RemoveFromDevices)),
        For<RingPromoted>("RingPromoted", static form => form
            .Text("release", static e => e.Release)
            .Text("ring", static e => e.Ring)
            .Text("by", static e => Words.Of(e.By))),
        For<RingHeld>("RingHeld", static form => form
            .Text("release", static e => e.Release)
            .Text("ring", static e => e.Ring)
            .Text("cause", static e => e.Cause)),
        For<Superseded>("ReleaseSuperseded", static form => form.Text("by", static e => e.By)),
    ];

    /// <summary>How devices are admitted; null for a share of the fleet by their draws.</summary>
    private static AdmissionTerms? TermsOf(Published published) =>
        published.Admission is ShareOfFleet ? null : AdmissionTerms.Of(published.Admission);
}

/// <summary>The exported forms of the events of the operator and of the services.</summary>
internal static class ServiceEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<CommandAccepted>("CommandAccepted", static form => form
            .Text("command", static e => e.Command.Name)
            .NumberIfAny("device", static e => (e.Command as ICommandForDevice)?.Device)
            .TextIfAny("release", static e => (e.Command as ICommandForRelease)?.Release)
            .TextIfAny("cause", static e => (e.Command as ICommandWithCause)?.Cause)
            .PercentIfAny("percent", static e => e.Command switch
            {
                Publish c => c.Percent, // Null leaves the ramp to the rollout rule.
                Ramp c => c.Percent,
                _ => null,
            })
            .FlagIfAny("removeFromDevices", static e => (e.Command as Withdraw)?.RemoveFromDevices)
            .FlagIfAny("allowInstallation", static e => (e.Command as Restrict)?.AllowInstallation)
            .FlagIfAny("allowRemoval", static e => (e.Command as Restrict)?.AllowRemoval)
            .SecondsIfAny("withinSeconds", static e => (e.Command as Enforce)?.Within)
            .TextIfAny("ring", static e => e.Command switch
            {
                Promote c => c.Ring,
                HoldRing c => c.Ring,
                _ => null,
            })
            .TextIfAny("localDeadline", static e => (e.Command as EnforceBy)?.LocalDeadline.ToString(
                "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture))
            .FlagIfAny("notifications", static e => (e.Command as EnforceBy)?.Notifies)
            .FlagIfAny("share", static e => (e.Command as ShareAnalytics)?.Share)
            .SecondsIfAny("forSeconds", static e => (e.Command as Unplug)?.For)
            .Text("issuedBy", static e => e.IssuedBy)),
        For<SigningOutageStarted>("SigningOutageStarted", static _ => { }),
        For<SigningOutageEnded>("SigningOutageEnded", static _ => { }),
        For<SigningPolicyChanged>("SigningPolicyChanged", static form => form
            .Text("release", static e => e.Release)
            .Flag("eligible", static e => e.Eligible)),
        For<RegressionDetected>("RegressionDetected", static form => form
            .Text("release", static e => e.Release)
            .Text("application", static e => e.Application)
            .Text("platform", static e => e.Platform.Name)
            .Number("crashes", static e => e.Crashes)
            .Expected("expected", static e => e.Expected)
            .Text("why", static e => e.Why)
            .HoursOrNull("hours", static e => e.Counts?.Use(e.Crashes).Hours)
            .NumberOrNull("baseCrashes", static e => e.Counts?.BaseCrashes)
            .HoursOrNull("baseHours", static e => e.Counts?.OnBase.Hours)),
        For<AffectedApplicationsPublished>("AffectedApplicationsPublished", static form => form
            .Text("release", static e => e.Release)
            .Texts("applications", static e => e.Applications)
            .Text("evidence", static e => e.Evidence)),
        For<SecurityContentPublished>("SecurityContentPublished", static form => form
            .Text("release", static e => e.Release)
            .Texts("fixes", static e => e.Fixes)),
    ];
}

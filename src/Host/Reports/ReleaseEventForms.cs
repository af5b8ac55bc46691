using RsrActors.Model;
using RsrActors.Model.Devices;
using static RsrActors.Host.Reports.EventForm;
using static RsrActors.Model.Releases.ReleaseEvent;
using static RsrActors.Model.Simulation.ServiceEvent;

namespace RsrActors.Host.Reports;

/// <summary>What happens to a release, as exported.</summary>
internal static class ReleaseEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<Drafted>("ReleaseDrafted", static (data, e) => data
            .Letter("letter"u8, e.Letter)
            .Objects("targets"u8, e.Targets, static (data, target) => data
                .Text("platform"u8, target.Platform.Name)
                .Text("version"u8, target.Version)
                .Text("prerequisiteBuild"u8, target.PrerequisiteBuild.Text)
                .Text("build"u8, target.Build.Text)
                .Text("restoreVersion"u8, target.RestoreVersion.ToString()))),
        For<Published>("ReleasePublished", static (data, e) => data
            .Percent("percent"u8, e.Percent)
            .Text("setBy"u8, Words.Of(e.SetBy))),
        For<RampAdvanced>("RampAdvanced", static (data, e) => data
            .Percent("percent"u8, e.Percent)
            .Text("setBy"u8, Words.Of(e.SetBy))),
        For<RolloutHeld>("RolloutHeld", static (data, e) => data
            .Text("rule"u8, e.Rule)
            .Text("why"u8, e.Why)),
        For<Paused>("ReleasePaused", static (data, e) => data.Text("cause"u8, e.Cause)),
        For<Resumed>("ReleaseResumed", static (data, e) => data.Text("cause"u8, e.Cause)),
        For<Withdrawn>("ReleaseWithdrawn", static (data, e) => data
            .Text("cause"u8, e.Cause)
            .Flag("removeFromDevices"u8, e.RemoveFromDevices)),
        For<Superseded>("ReleaseSuperseded", static (data, e) => data.Text("by"u8, e.By)),
    ];
}

/// <summary>What happens at the services and at the operator's desk, as exported.</summary>
internal static class ServiceEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<CommandAccepted>("CommandAccepted", static (data, e) => data
            .Text("command"u8, e.Command)
            .Text("issuedBy"u8, e.IssuedBy)),
        For<SigningOutageStarted>("SigningOutageStarted", static (_, _) => { }),
        For<SigningOutageEnded>("SigningOutageEnded", static (_, _) => { }),
        For<SigningPolicyChanged>("SigningPolicyChanged", static (data, e) => data
            .Text("release"u8, e.Release)
            .Flag("eligible"u8, e.Eligible)),
        For<RegressionDetected>("RegressionDetected", static (data, e) => data
            .Text("release"u8, e.Release)
            .Text("application"u8, e.Application)
            .Text("platform"u8, e.Platform.Name)
            .Text("rule"u8, e.Rule)
            .Number("crashes"u8, e.Crashes)
            .Expected("expected"u8, e.Expected)
            .Text("why"u8, e.Why)
            .HoursOrNull("hours"u8, e.Counts?.Use(e.Crashes).Hours)
            .NumberOrNull("baseCrashes"u8, e.Counts?.BaseCrashes)
            .HoursOrNull("baseHours"u8, e.Counts?.OnBase.Hours)),
        For<AffectedApplicationsPublished>("AffectedApplicationsPublished", static (data, e) => data
            .Text("release"u8, e.Release)
            .Texts("applications"u8, e.Applications)
            .Text("evidence"u8, e.Evidence)),
        For<SoftwareUpdatePublished>("SoftwareUpdatePublished", static (data, e) => data.Text("version"u8, e.Version)),
    ];
}

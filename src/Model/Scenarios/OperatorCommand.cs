using System.Globalization;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Scenarios;

/// <summary>A command of the operator, from a script or from the console.</summary>
public abstract record OperatorCommand
{
    private OperatorCommand()
    {
    }

    /// <param name="Percent">Null leaves the ramp to the rollout rule.</param>
    public sealed record Publish(string Release, double? Percent) : OperatorCommand, ICommandForRelease;

    public sealed record Ramp(string Release, double Percent) : OperatorCommand, ICommandForRelease;

    public sealed record Pause(string Release, string Cause) : OperatorCommand, ICommandForRelease, ICommandWithCause;

    public sealed record Resume(string Release, string Cause) : OperatorCommand, ICommandForRelease, ICommandWithCause;

    public sealed record Withdraw(string Release, string Cause, bool RemoveFromDevices)
        : OperatorCommand, ICommandForRelease, ICommandWithCause;

    /// <summary>A ring, and all rings before it that are not held, are offered the release.</summary>
    public sealed record Promote(string Release, string Ring) : OperatorCommand, ICommandForRelease;

    /// <summary>A ring is no longer offered the release, until an operator promotes it.</summary>
    public sealed record HoldRing(string Release, string Ring, string Cause)
        : OperatorCommand, ICommandForRelease, ICommandWithCause;

    public sealed record StartSigningOutage : OperatorCommand;

    public sealed record EndSigningOutage : OperatorCommand;

    /// <summary>The organisation sets what the people of its managed devices may do with responses.</summary>
    public sealed record Restrict(bool AllowInstallation, bool AllowRemoval) : OperatorCommand;

    /// <summary>
    /// Managed devices have to install a response. At the deadline they restart into it, even while a person uses them.
    /// </summary>
    /// <param name="Within">The time from the order to the deadline.</param>
    public sealed record Enforce(string Release, TimeSpan Within) : OperatorCommand, ICommandForRelease;

    /// <summary>
    /// Managed devices have to install a release by a date and time that each of them keeps in its own time zone
    /// (Apple: <c>TargetLocalDateTime</c>). At it they restart, if they are awake, have staged it, and have enough
    /// charge; otherwise at the first moment at which that is so.
    /// </summary>
    /// <param name="LocalDeadline">To the minute; its <see cref="DateTime.Kind"/> is unspecified.</param>
    /// <param name="Notifies">
    /// False leaves only the notifications of the last hour's beginning and of the countdown.
    /// </param>
    public sealed record EnforceBy(string Release, DateTime LocalDeadline, bool Notifies)
        : OperatorCommand, ICommandForRelease
    {
        /// <summary>In the last time zone, UTC - 12 h, a date and time is so much later than in UTC.</summary>
        private static readonly TimeSpan LastZone = TimeSpan.FromHours(12);

        /// <summary>Whether the deadline has passed in every time zone.</summary>
        public bool HasPassed(DateTimeOffset at) => HasPassed(LocalDeadline, at);

        /// <summary>Whether a date and time has passed in every time zone.</summary>
        public static bool HasPassed(DateTime local, DateTimeOffset at) =>
            new DateTimeOffset(local, TimeSpan.Zero) + LastZone < at;
    }

    /// <summary>Managed devices remove all responses.</summary>
    public sealed record RemoveFromManaged : OperatorCommand;

    /// <summary>A device's person starts or stops sharing analytics.</summary>
    public sealed record ShareAnalytics(int Device, bool Share) : OperatorCommand, ICommandForDevice;

    /// <summary>A device's person removes all responses.</summary>
    public sealed record RemoveResponses(int Device) : OperatorCommand, ICommandForDevice;

    /// <summary>A device's person installs a response, again or for the first time.</summary>
    public sealed record Install(int Device, string Release) : OperatorCommand, ICommandForDevice, ICommandForRelease;

    /// <summary>A device's person takes the device off its charger for some time.</summary>
    public sealed record Unplug(int Device, TimeSpan For) : OperatorCommand, ICommandForDevice;

    /// <summary>The command's name, in a script after <c>do</c> and in an export.</summary>
    public string Name => this switch
    {
        Publish => "publish",
        Ramp => "ramp",
        Pause => "pause",
        Resume => "resume",
        Withdraw => "withdraw",
        StartSigningOutage => "start-signing-outage",
        EndSigningOutage => "end-signing-outage",
        Restrict => "restrict",
        Enforce or EnforceBy => "enforce",
        Promote => "promote",
        HoldRing => "hold-ring",
        RemoveFromManaged => "remove-from-managed",
        ShareAnalytics => "share-analytics",
        RemoveResponses => "remove-responses",
        Install => "install",
        Unplug => "unplug",
        _ => throw new ArgumentOutOfRangeException(GetType().Name, "A new command needs its name here."),
    };

    /// <summary>
    /// The command as text for people: <c>withdraw 16.5.1-a: web sites broke</c>. It is shown, and never stored.
    /// </summary>
    public sealed override string ToString() => this switch
    {
        Publish { Percent: { } percent } c => $"publish {c.Release} at {percent:0.##}%",
        Publish c => $"publish {c.Release}",
        Ramp c => $"ramp {c.Release} to {c.Percent:0.##}%",
        Pause c => $"pause {c.Release}: {c.Cause}",
        Resume c => $"resume {c.Release}: {c.Cause}",
        Withdraw { RemoveFromDevices: true } c => $"withdraw {c.Release} and remove it from devices: {c.Cause}",
        Withdraw c => $"withdraw {c.Release}: {c.Cause}",
        StartSigningOutage => "start signing outage",
        EndSigningOutage => "end signing outage",
        Restrict c =>
            $"managed devices: installation {Allowed(c.AllowInstallation)}, removal {Allowed(c.AllowRemoval)}",
        Enforce c => $"enforce {c.Release} within {c.Within.TotalHours:0.##} h",
        EnforceBy c => string.Create(
            CultureInfo.InvariantCulture, $"enforce {c.Release} by {c.LocalDeadline:yyyy-MM-dd HH:mm} local time"),
        Promote c => $"promote {c.Release} to {c.Ring}",
        HoldRing c => $"hold {c.Release} for {c.Ring}: {c.Cause}",
        RemoveFromManaged => "remove responses from managed devices",
        ShareAnalytics { Share: true } c => $"{EntityId.Device(c.Device)} shares analytics",
        ShareAnalytics c => $"{EntityId.Device(c.Device)} shares no analytics",
        RemoveResponses c => $"{EntityId.Device(c.Device)} removes responses",
        Install c => $"{EntityId.Device(c.Device)} installs {c.Release}",
        Unplug c => $"{EntityId.Device(c.Device)} is taken off its charger for {c.For.TotalHours:0.##} h",
        _ => throw new ArgumentOutOfRangeException(GetType().Name, "A new command needs its words here."),
    };

    private static string Allowed(bool allowed) => allowed ? "allowed" : "forbidden";
}

/// <summary>A command to the person of one device.</summary>
public interface ICommandForDevice
{
    /// <summary>The device's number, from 0.</summary>
    int Device { get; }
}

/// <summary>A command about one response, or about one software update, given by its version.</summary>
public interface ICommandForRelease
{
    string Release { get; }
}

/// <summary>A command with a cause, as text for people.</summary>
public interface ICommandWithCause
{
    string Cause { get; }
}

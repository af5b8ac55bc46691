using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Crashes;

/// <summary>
/// How often each application crashes per hour in which a device is used, from one source: the base or a response.
/// </summary>
/// <remarks>
/// An application is in the foreground for a fixed share of the time in which its device is used. The rates are those
/// of a device that has all applications. For a device without an application, its crashes are left out.
/// </remarks>
public sealed class CrashRates
{
    private readonly ImmutableArray<double> _upTo;

    private CrashRates(IEnumerable<double> perUsedHour)
    {
        var sum = 0.0;
        _upTo = [.. perUsedHour.Select(rate => sum += rate)];
        PerUsedHour = sum;
        ChanceOfQuietDay = PortableMath.Exp(-24 * sum);
    }

    /// <summary>Crashes of all applications per hour of use.</summary>
    public double PerUsedHour { get; }

    /// <summary>Chance that a device in use all day has no crash.</summary>
    public double ChanceOfQuietDay { get; }

    public static CrashRates OfBase(Platform platform, FleetSettings fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        return new(fleet.Applications.Select(
            application => ShareOfUse(application, platform, fleet) * application.CrashesPerThousandHours / 1000));
    }

    public static CrashRates AddedBy(IRelease release, Platform platform, FleetSettings fleet)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(fleet);
        return new(fleet.Applications.Select(
            application => ShareOfUse(application, platform, fleet) / 1000 * release.Regressions
                .Where(regression => regression.Application == application.Id && regression.Concerns(platform))
                .Sum(regression => regression.AddedTo(application.CrashesPerThousandHours))));
    }

    /// <summary>The share of the use of a platform's device in which an application is in the foreground.</summary>
    public static double ShareOfUse(Application application, Platform platform, FleetSettings fleet)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(fleet);
        return application.Daily == TimeSpan.Zero || !platform.IsApple
            ? 0
            : application.Daily / fleet.BehaviourOn(platform).MeanDailyUse;
    }

    /// <summary>The application, by its place in the scenario, for a crash's <see cref="Crash.Share"/>.</summary>
    public int ApplicationAt(double share)
    {
        for (var i = 0; i < _upTo.Length - 1; i++)
        {
            if (share * PerUsedHour < _upTo[i])
                return i;
        }

        return _upTo.Length - 1;
    }
}

using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// One Rapid Security Response, as the scenario describes it: a letter, and a target per platform and base.
/// </summary>
/// <param name="Id">The scenario's name for it, <c>16.5.1-a</c>.</param>
/// <param name="Letter">The letter of "16.5.1 (a)".</param>
public sealed record Release(string Id, char Letter, ImmutableArray<ReleaseTarget> Targets, Regrets Regrets)
    : IRelease
{
    char? IRelease.Letter => Letter;

    /// <summary>Its harm: applications that crash more often while its content is in use.</summary>
    public ImmutableArray<Regression> Regressions { get; init; } = [];

    /// <summary>The vulnerabilities that it fixes: its security content.</summary>
    public ImmutableArray<string> Fixes { get; init; } = [];

    /// <summary>Whether it offers, when it is staged on a Mac, to quit and relaunch Safari.</summary>
    public bool OffersRelaunch { get; init; } = true;

    /// <summary>The target for devices of a platform that run a base build; null when the release has none.</summary>
    public ReleaseTarget? TargetFor(Platform platform, string baseBuild)
    {
        foreach (var target in Targets)
        {
            if (target.Platform == platform && target.PrerequisiteBuild.Text == baseBuild)
                return target;
        }

        return null;
    }

    /// <summary>The id of a release: "16.5.1-a" for both "16.5.1 (a)" and "16.5.1-a".</summary>
    public static string NormaliseId(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var open = name.IndexOf(" (", StringComparison.Ordinal);
        return open > 0 && name.EndsWith(')') ? $"{name[..open]}-{name[(open + 2)..^1]}" : name;
    }

    /// <summary>
    /// The version and the letter in an id such as <c>16.5.1-a</c>; null for an id of any other form.
    /// </summary>
    public static (string Version, char Letter)? NamedBy(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length > 2 && id[^2] == '-' && char.IsAsciiLetterLower(id[^1]) && VersionOrder.IsVersion(id[..^2])
            ? (id[..^2], id[^1])
            : null;
    }
}

/// <summary>A release for one platform and base build: 16.5.1 (a) is 13.4.1 (a) on a Mac.</summary>
/// <param name="Download">Bytes a device downloads: patch, antipatch and metadata of the real response.</param>
public sealed record ReleaseTarget(
    Platform Platform, string Version, BuildNumber PrerequisiteBuild, BuildNumber Build, long Download)
{
    /// <summary>The name of this target's artifacts, <c>iphone-20F75</c>.</summary>
    public string Variant => $"{Platform.Name}-{PrerequisiteBuild}";

    public RestoreVersion RestoreVersion => Build.RestoreVersion;
}

/// <summary>People who remove a response without a recommendation, because it harms something they use.</summary>
/// <param name="Share">Share of the people on whose devices it became active.</param>
/// <param name="After">Mean time from activation to removal; exponential.</param>
public sealed record Regrets(double Share, TimeSpan After)
{
    public static readonly Regrets None = new(0, TimeSpan.Zero);
}

/// <summary>An application that crashes more often while a response's content is in use.</summary>
/// <param name="Platforms">The platforms concerned; empty for all.</param>
/// <param name="Multiplier">Multiplies the base rate; at least 1.</param>
/// <param name="AddedPerThousandHours">Crashes per thousand hours in the foreground, added to that product.</param>
public sealed record Regression(
    string Application, ImmutableArray<Platform> Platforms, double Multiplier, double AddedPerThousandHours)
{
    public bool Concerns(Platform platform) => Platforms.IsEmpty || Platforms.Contains(platform);

    /// <summary>Crashes per thousand hours that are added to an application's base rate.</summary>
    public double AddedTo(double perThousandHours) => (Multiplier - 1) * perThousandHours + AddedPerThousandHours;
}

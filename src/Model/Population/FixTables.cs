using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Population;

/// <summary>Which builds, responses and background updates contain which fixes: tables that a World has.</summary>
internal static class FixTables
{
    public static IEnumerable<(string Vulnerability, Platform, string Base, string Release)>
        ResponsesThatFix(string vulnerability, ImmutableArray<Release> releases)
    {
        var targets = releases
            .SelectMany(release => release.Targets.Select(target => (Release: release, Target: target)))
            .ToArray();
        return
            from fix in targets
            where fix.Release.Fixes.Contains(vulnerability)
            from other in targets
            where other.Target.Platform == fix.Target.Platform
                && other.Target.PrerequisiteBuild == fix.Target.PrerequisiteBuild
                && other.Target.RestoreVersion >= fix.Target.RestoreVersion
            select (vulnerability, other.Target.Platform, other.Target.PrerequisiteBuild.Text, other.Release.Id);
    }

    public static BackgroundSet FixedBy(ImmutableArray<BackgroundUpdate> all, string vulnerability) => SetOf(
        all,
        update => all.Any(other => other.Mechanism == update.Mechanism && other.Published <= update.Published
            && other.Fixes.Contains(vulnerability)));

    public static BackgroundSet SetOf(
        ImmutableArray<BackgroundUpdate> all, Func<BackgroundUpdate, bool> belongs)
    {
        var set = BackgroundSet.None;
        for (var place = 0; place < all.Length; place++)
            set = belongs(all[place]) ? set.With(place) : set;
        return set;
    }

    /// <summary>The builds to which an update leads, directly or through further updates.</summary>
    public static HashSet<(Platform Platform, string Build)> BuildsFrom(
        ImmutableArray<SoftwareUpdate> updates, Func<SoftwareUpdate, bool> leads)
    {
        var found = new HashSet<(Platform Platform, string Build)>();
        var open = new Stack<(Platform Platform, string Build)>(updates
            .Where(leads)
            .SelectMany(update => update.Targets.Select(target => (target.Platform, target.Build))));
        while (open.TryPop(out var build))
        {
            if (!found.Add(build))
                continue;
            foreach (var next in updates.SelectMany(update => update.Targets))
            {
                if ((next.Platform, next.FromBuild) == build)
                    open.Push((next.Platform, next.Build));
            }
        }

        return found;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using Figures = System.Collections.Immutable.ImmutableArray<(string Name, double Value)>;

namespace RsrActors.Host.Palettes;

/// <summary>The evidence of a release as the console shows it: what its rule sees when it is asked now.</summary>
internal sealed class EvidenceReplies(LiveSimulation live)
{
    public async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        var (at, service) = await live.UpdateService(cancelled);
        var release = service.State.Find(call.ReleaseId).Release;
        var needs = live.World.Evidence.NeedsOf(release.Id);
        var evidence = service.Memory.Working
            .Review(release.Id, at, live.World.Grants.RuleOf(release.Id)).Evidence;
        if (!reply.IsJson)
        {
            await reply.Write(
                $"What has arrived about {release.Id} by {live.Instant(at)}; its rule reads {RuleWords.Reads(needs)}.");
        }

        foreach (var part in PartsOf(evidence, needs).Concat(GrantsOf(service.Memory.Working, release.Id, at)))
            await reply.Write(reply.IsJson ? ReplyLine.Json(part.ToJson()) : part.ToText());
        return Answer.Done;
    }

    /// <summary>What was not collected has no part.</summary>
    private IEnumerable<Part> PartsOf(RolloutEvidence evidence, EvidenceNeeds needs)
    {
        yield return new("tickets", [],
        [
            ("", [("issued", evidence.Tickets.Issued), ("refused", evidence.Tickets.Refused)]),
        ]);
        foreach (var slice in evidence.Slices)
            yield return new("total", NameOf(slice.Key, needs), Counts(slice.Installs, slice.OnRelease, slice.OnBase));
        foreach (var (name, windows) in new[] { ("day", evidence.Days), ("window", evidence.Windows) })
        {
            foreach (var window in windows)
            {
                yield return new(
                    name, [Moment("from", window.From), Moment("to", window.To), .. NameOf(window.Key, needs)],
                    Counts(window.Installs, window.OnRelease, window.OnBase));
            }
        }

        foreach (var application in evidence.Listed)
            yield return new("listed", [("application", application)], []);

        foreach (var kind in evidence.Kinds)
        {
            yield return new(
                "kind", [("application", kind.Application), ("signature", kind.Signature)],
                [
                    ("",
                    [
                        ("crashes", kind.Crashes), ("devices", kind.Devices), ("seenOnBase", kind.SeenOnBase ? 1 : 0),
                    ]),
                ]);
        }
    }

    /// <summary>What the update service counts of its grants: of the rule, and of each ring with a limit.</summary>
    private IEnumerable<Part> GrantsOf(UpdateServiceWorking working, string release, VirtualTime at)
    {
        if (!working.HasGrantsOf(release))
            yield break;
        var book = working.GrantsOf(release);
        yield return new("requests", [], [("", [("requests", book.Requests)])]);
        if (live.World.Grants.RuleOf(release) is { } rule)
            yield return new("grants", [], [("", Counts(book.OfRule.Counts(rule, at)))]);
        foreach (var (ring, ledger) in book.OfRings)
        {
            if (live.World.Grants.LimitOf(ring) is { } limit)
                yield return new("grants", [("ring", ring)], [("", Counts(ledger.Counts(limit, at)))]);
        }

        static Figures Counts(GrantCounts counts) =>
        [
            ("notified", counts.Notified), ("inProgress", counts.InProgress), ("ended", counts.Ended),
            ("succeeded", counts.Succeeded), ("timedOut", counts.TimedOut),
        ];
    }

    private (string, string) Moment(string name, VirtualTime at) => (name, live.Instant(at));

    /// <summary>Only what is kept apart is named.</summary>
    private static ImmutableArray<(string, string)> NameOf(SliceKey key, EvidenceNeeds needs)
    {
        var name = ImmutableArray.CreateBuilder<(string, string)>();
        if (needs.Reads(EvidenceKinds.ByRing))
            name.Add(("ring", key.Ring));
        if (needs.Reads(EvidenceKinds.ByPlatform) || needs.Reads(EvidenceKinds.ByModel))
            name.Add(("platform", key.Platform.Name));
        if (needs.Reads(EvidenceKinds.ByModel))
            name.Add(("model", key.Model));
        return name.ToImmutable();
    }

    private static ImmutableArray<(string, Figures)> Counts(
        InstallCounts installs, UseCounts release, UseCounts onBase) =>
    [
        ("installs",
        [
            ("eligible", installs.Eligible), ("offered", installs.Offered), ("requested", installs.Requested),
            ("granted", installs.Granted), ("inProgress", installs.InProgress), ("timedOut", installs.TimedOut),
            ("succeeded", installs.Succeeded), ("failedDownload", installs.FailedDownload),
            ("failedVerification", installs.FailedVerification), ("failedInstallation", installs.FailedInstallation),
            ("failedStart", installs.FailedStart), ("rejected", installs.Rejected),
            ("rolledBack", installs.RolledBack), ("silent", installs.Silent),
        ]),
        ("onRelease", Counts(release)), ("onBase", Counts(onBase)),
    ];

    private static Figures Counts(UseCounts use) =>
    [
        ("activeDevices", use.ActiveDevices), ("hours", use.Hours), ("crashes", use.Crashes),
        ("crashedDevices", use.CrashedDevices), ("expected", use.Expected),
    ];

    /// <summary>A part of the evidence: what it is about, and its figures in groups.</summary>
    private sealed record Part(
        string Name, ImmutableArray<(string Name, string Value)> About,
        ImmutableArray<(string Name, Figures Figures)> Groups)
    {
        /// <summary>Groups of zeros are left out.</summary>
        public EvidencePartView ToJson()
        {
            var json = new EvidencePartView { ["part"] = Name };
            foreach (var (name, value) in About)
                json[name] = value;
            foreach (var (name, figures) in Groups)
            {
                if (name.Length == 0)
                {
                    foreach (var figure in figures)
                        json[figure.Name] = figure.Value;
                }
                else if (figures.Any(figure => figure.Value != 0))
                {
                    json[name] = figures.ToDictionary(figure => figure.Name, figure => figure.Value);
                }
            }

            return json;
        }

        /// <summary>Zeros are left out.</summary>
        public string ToText()
        {
            var about = string.Concat(About.Select(one => $" {one.Name}={one.Value}"));
            var groups = Groups
                .Select(group => (group.Name, Text: string.Join(' ', group.Figures
                    .Where(figure => figure.Value != 0 || group.Name.Length == 0)
                    .Select(figure => string.Create(
                        CultureInfo.InvariantCulture, $"{figure.Name}={figure.Value:0.###}")))))
                .Where(group => group.Text.Length > 0)
                .Select(group => group.Name.Length == 0 ? group.Text : $"{group.Name}: {group.Text}");
            return $"  {Name}{about}  {string.Join("; ", groups)}";
        }
    }
}

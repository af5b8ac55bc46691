using System.Collections.Immutable;
using static RsrActors.Host.Http.ApiAnswer;

namespace RsrActors.Host.Http;

/// <summary>
/// All resources and orders of the API. Each command of the console has one, or a reason why it has none.
/// </summary>
internal static class ApiRoutes
{
    /// <summary>The path below which they are.</summary>
    public const string Root = "/api/v1";

    private static readonly ImmutableDictionary<string, string> Limited =
        ImmutableDictionary<string, string>.Empty.Add("number", "limit");

    public static readonly ImmutableArray<ApiRoute> All =
    [
        new("/run", "sim", "status", One) { ChangesBetweenWindows = true },
        new("/run/laggards", "sim", "laggards", List) { ChangesBetweenWindows = true },
        new("/run/hash", "sim", "hash", One),
        new("/run/invariants", "sim", "invariants", List),
        new("/run:pause", "sim", "pause", Pace),
        new("/run:resume", "sim", "resume", Pace),
        new("/run:speed", "sim", "speed", Pace),
        new("/run:step", "sim", "step", Pace)
        {
            TakesNoKey = true,
            Renamed = ImmutableDictionary<string, string>.Empty.Add("number", "windows"),
        },
        new("/run:advance", "sim", "advance", Pace) { TakesNoKey = true },

        new("/fleet", "fleet", "census", List) { CountsFleet = true },
        new("/fleet/platforms", "fleet", "by-platform", List) { CountsFleet = true },
        new("/fleet/states", "fleet", "by-state", List) { CountsFleet = true },
        new("/fleet/releases", "fleet", "by-release", List) { CountsFleet = true },
        new("/fleet:restrict", "fleet", "restrict", Order),
        new("/fleet:enforce", "fleet", "enforce", Order),
        new("/fleet:enforce-by", "fleet", "enforce-by", Order),
        new("/fleet:remove-responses", "fleet", "remove-responses", Order),

        new("/devices", "device", "list", ApiAnswer.DevicePage) { Renamed = Limited.Add("from", ApiRoute.After) },
        new("/devices/{device}", "device", "show", One),
        new("/devices/{device}/history", "device", "history", List) { Renamed = Limited },
        new("/devices/{device}:apply", "device", "apply", Order),
        new("/devices/{device}:remove-responses", "device", "remove-responses", Order),
        new("/devices/{device}:share-analytics", "device", "share-analytics", Order),
        new("/devices/{device}:unplug", "device", "unplug", Order),

        new("/releases", "release", "list", List),
        new("/releases/{release}", "release", "show", One),
        new("/releases/{release}/history", "release", "history", List),
        new("/releases/{release}/holders", "release", "having", List),
        new("/releases/{release}:publish", "release", "publish", Order),
        new("/releases/{release}:ramp", "release", "ramp", Order),
        new("/releases/{release}:pause", "release", "pause", Order),
        new("/releases/{release}:resume", "release", "resume", Order),
        new("/releases/{release}:withdraw", "release", "withdraw", Order),
        new("/releases/{release}/rollout", "rollout", "show", One) { Renamed = Limited },
        new("/releases/{release}/evidence", "rollout", "evidence", List),
        new("/releases/{release}/rollout:approve", "rollout", "approve", Order),
        new("/releases/{release}/rollout:hold", "rollout", "hold", Order),
        new("/releases/{release}/rollout:resume", "rollout", "resume", Order),

        new("/rules", "rollout", "rules", List),
        new("/rules/{rule}", "rollout", "rules", One) { Id = "rollout-rule" },

        new("/rings", "ring", "list", List),
        new("/rings/{ring}", "ring", "show", One),
        new("/rings/{ring}:promote", "ring", "promote", Order),
        new("/rings/{ring}:hold", "ring", "hold", Order),

        new("/signing", "signing", "status", One),
        new("/signing/eligibility", "signing", "eligibility", List),
        new("/signing:outage-start", "signing", "outage-start", Order),
        new("/signing:outage-stop", "signing", "outage-stop", Order),

        new("/analytics/applications", "analytics", "applications", List),
        new("/analytics/evidence", "analytics", "evidence", List),
        new("/analytics/affected", "analytics", "affected", List),
        new("/analytics/regressions", "analytics", "regressions", List),

        new("/journal", "journal", "stats", One) { ChangesBetweenWindows = true },
        new("/journal/events", "journal", "events", List) { Renamed = Limited },
        new("/journal/commands", "journal", "commands", List),

        new("/log", "log", "peek", List) { Renamed = Limited, ChangesBetweenWindows = true },
        new("/actors", "actor", "hierarchy", List) { Renamed = Limited, ChangesBetweenWindows = true },
        new("/actors/system", "actor", "system", One) { ChangesBetweenWindows = true },
    ];

    /// <summary>The commands of the console without a route, each with the reason.</summary>
    public static readonly ImmutableDictionary<string, string> Without = ImmutableDictionary<string, string>.Empty
        .Add("device tail", "GET /events streams the events of devices, and of all other entities")
        .Add("log tail", "GET /log has the last entries; a page asks again");
}

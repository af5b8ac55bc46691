using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The mistakes of a scenario, and the messages that its author gets.</summary>
public sealed class RefusalTests
{
    [Theory]
    // Keys.
    [InlineData("devices = 200", "devcies = 200", "line 6: fleet.devcies", "did you mean devices?")]
    [InlineData("devices = 200", "", "fleet.devices: missing", "no default")]
    [InlineData("letter = a", "", "releases.\"16.5.1-a\".letter: missing", "line 13")]
    [InlineData("name = small, ", "", "scenario.name: missing", "line 4")]
    [InlineData("letter = a", "letter = a, colour = green", "colour: unknown key",
        "allowed here: fixes, letter, offers-relaunch, regressions, regrets, targets")]
    [InlineData("script = [", "scrypt = [", "line 27: scrypt: unknown key", "did you mean script?")]
    [InlineData("devices = 200", "devices = [200]", "fleet.devices: found a list", "a single value")]
    [InlineData("devices = 200", "devices { most = 200 }", "fleet.devices: found a section", "a single value")]
    [InlineData(
        "duration = 3 d }", "duration = 3 d }\nfaults = 3 %", "line 5: faults: found '3 %'", "a section in braces")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { put-off = 1 d\nput-off = 2 d }",
        "line 8, column 1: fleet.behaviour.put-off is set a second time", "line 7")]
    [InlineData("cause = \"web sites broke\"", "cause = \" \"", "script.1.cause: found ' '", "a single value")]
    // Units.
    [InlineData(
        "duration = 3 d", "duration = 3", "scenario.duration: found '3', which has no unit", "units: d, h, min, s, ms")]
    [InlineData("duration = 3 d", "duration = 3 MB", "found '3 MB', whose unit is 'MB'", "a duration such as 15 s")]
    [InlineData("duration = 3 d", "duration = three days", "found 'three days'", "a duration such as 15 s")]
    [InlineData("duration = 3 d", "duration = -3 d", "found '-3 d'", "from 1 min")]
    [InlineData("duration = 3 d", "duration = 3651 d", "found '3651 d'", "from 1 min to 3650 d, or unlimited")]
    [InlineData("duration = 3 d", "duration = endless", "found 'endless'", "or unlimited")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { put-off = unlimited }", "found 'unlimited'",
        "a duration such as 15 s")]
    [InlineData("share = 60 %", "share = 0.6", "found '0.6', which has no unit", "could mean 0.6 % or 60 %")]
    [InlineData("share = 60 %", "share = 160 %", "found '160 %'", "from 0 % to 100 %")]
    [InlineData("share = 60 %", "share = -60 %", "found '-60 %'", "from 0 % to 100 %")]
    [InlineData("download = 2.7 MB", "download = 2.7", "found '2.7', which has no unit", "units: GB, MB, KB, B")]
    [InlineData("download = 2.7 MB", "download = 2.7 MB/s", "whose unit is 'MB/s'", "a size such as 85.2 MB")]
    [InlineData("download = 2.7 MB", "download = 2.7 B", "found '2.7 B'", "a whole number of bytes")]
    [InlineData("download = 2.7 MB", "download = small", "found 'small'", "or computed")]
    [InlineData("download = 1.2 GB", "download = small", "found 'small'", "computed, full or delta")]
    [InlineData("devices = 200", "devices = 200\ninstall.timings.iphone.update-restart = 5 min", "found '5 min'",
        "two durations such as [8 min, 20 min], or computed")]
    [InlineData("devices = 200", "devices = 200\ninstall.timings.iphone.update-restart = [5 min]", "found [5 min]",
        "two durations such as [8 min, 20 min], or computed")]
    [InlineData("devices = 200", "devices = 200\ninstall { median-bandwidth = 2 MB }", "whose unit is 'MB'",
        "a rate such as 2 MB/s")]
    [InlineData("devices = 200", "devices = 200\ninstall { gate-retry = 1.5 ms }", "found '1.5 ms'",
        "a whole number of milliseconds")]
    // Values.
    [InlineData("devices = 200", "devices = 0", "line 6: fleet.devices: found '0'", "from 1 to 9999999")]
    [InlineData("devices = 200", "devices = 10000000", "found '10000000'", "from 1 to 9999999")]
    [InlineData("devices = 200", "devices = 200.5", "found '200.5'", "a whole number")]
    [InlineData("share = 60 %", "share = 50 %", "line 7: fleet.platforms: found shares that add up to 90 %",
        "allowed is 100 %")]
    [InlineData("os = 16.5.1, build = 20F75", "os = 16.5.1, builds = [ { share = 100 %, os = 16.5.1, build = 20F75 } ]",
        "line 8: fleet.platforms.0.os: found both os and builds", "one of them")]
    [InlineData("os = 16.5.1, build = 20F75", "builds = [ { share = 90 %, os = 16.5.1, build = 20F75 } ]",
        "fleet.platforms.0.builds: found shares that add up to 90 %", "allowed is 100 %")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { update-delay-shape = 0.5 }",
        "fleet.behaviour.update-delay-shape: found '0.5'", "from 1 to 20")]
    [InlineData("devices = 200", "devices = 200\ntime-zones = [ { offset = 1 h, share = 99 % } ]",
        "fleet.time-zones: found shares that add up to 99 %", "100 %")]
    [InlineData("platform = iphone, share", "platform = iphne, share", "fleet.platforms.0.platform: found 'iphne'",
        "iphone, ipad, mac-apple-silicon, mac-intel")]
    [InlineData("platform = mac-intel, share = 40 %, os = 13.4.1, build = 22F82",
        "platform = iphone, share = 40 %, os = 16.5.1, build = 20F75", "found 'iphone on 20F75' 2 times", "once")]
    [InlineData("chip = 0x8120", "chip = A16", "found 'A16'", "0x8120")]
    [InlineData("2023-07-10T17:00:00Z", "10 July 2023", "scenario.start: found '10 July 2023'", "2023-07-10T17:00:00Z")]
    [InlineData("name = small", "name = \"../small\"", "scenario.name: found '../small'", "letters")]
    [InlineData("letter = a", "letter = A", "found 'A'", "a small letter")]
    [InlineData(
        "devices = 200", "devices = 200\nbehaviour { restart-promptly = 60 % }", "add up to 110 %", "100 % at most")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { accept-relaunch = 90 % }",
        "accept-relaunch and decline-relaunch add up to 110 %", "the rest ignore the offer")]
    [InlineData("devices = 200", "devices = 200\nbehaviour-by-platform { mac { put-off = 6 d } }",
        "fleet.behaviour-by-platform.mac: unknown key", "ipad, iphone, linux, mac-apple-silicon, mac-intel")]
    [InlineData("devices = 200", "devices = 200\nbehaviour-by-platform { ipad { puts-off = 6 d } }",
        "fleet.behaviour-by-platform.ipad.puts-off: unknown key", "did you mean put-off?")]
    [InlineData("devices = 200", "devices = 200\nbehaviour-by-platform { ipad { restart-promptly = 60 % } }",
        "fleet.behaviour-by-platform.ipad: restart-promptly", "add up to 110 %")]
    [InlineData("devices = 200", "devices = 200\nbehaviour-by-platform { mac-intel { in-use = 1 % } }",
        "found '45 min' for safari", "by fleet.behaviour-by-platform.mac-intel.in-use")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { poll-every = 59 min }",
        "fleet.behaviour.poll-every: found '59 min'", "from 1 h")]
    [InlineData("devices = 200", "devices = 200\ninstall { timings { iphone { restart = [2 min, 1 min] } } }",
        "found [2 min, 1 min]", "two durations, the shorter one first")]
    [InlineData("script = [", "rollout { rule = phased, steps = [ { after = 0 s, percent = 33.333 % } ] }\nscript = [",
        "steps.0.percent: found '33.333 %'", "at most two decimals")]
    [InlineData("script = [", "rollout { rule = phased, steps = [ { after = 1 h, percent = 5 % } ] }\nscript = [",
        "rollout.steps", "the first after 0 s")]
    [InlineData("script = [", "rollout { rule = phased, over = 2 d }\nscript = [", "rollout.over: unknown key", "steps")]
    [InlineData("script = [", "rollout { rule = linear, over = 1 h, every = 2 h }\nscript = [", "'every' is 2h",
        "1 to 10000 steps within 'over', 1h")]
    [InlineData("script = [", "rollout { rule = canary }\nscript = [", "found 'canary'", "phased")]
    [InlineData(
        "script = [", "rollout { rule = all-at-once, over = 1 d }\nscript = [", "rollout.over: unknown key", "rule")]
    [InlineData("script = [", "services { signing { algorithm = rot13 } }\nscript = [", "found 'rot13'",
        "ecdsa-p256, ecdsa-p384, rsa-4096, ml-dsa-65")]
    // Releases and updates.
    [InlineData("build = 20F770750b", "build = 20F75b", "found '20F75b'", "20F770750 and a small letter")]
    [InlineData("prerequisite = 20F75,", "prerequisite = twenty,", "found 'twenty'", "a base build such as 20F75")]
    [InlineData("\"16.6\" {", "\"sixteen\" {", "found 'sixteen'", "a version such as \"16.6\"")]
    [InlineData("includes = [\"16.5.1-a\"]", "includes = [\"16.5.1-b\"]",
        "software-updates.\"16.6\".includes: found '16.5.1-b'", "16.5.1-a")]
    [InlineData("from = 20F75", "from = 20F66", "targets.0.from: found '20F66'", "allowed for iphone is 20F75")]
    [InlineData("script = [", "analytics { list { every = 1 h, latency = [1 s, 2 h] } }\nscript = [",
        "analytics.list.latency: found '[1 s, 2 h]'", "no longer than the time between two queries, 1 h")]
    [InlineData("includes = [\"16.5.1-a\"]", "rollout = slowly", "software-updates.\"16.6\".rollout: found 'slowly'",
        "all-at-once, rule")]
    [InlineData("includes = [\"16.5.1-a\"]", "boot-loop { share = 5 % }",
        "software-updates.\"16.6\".boot-loop.hands-after: found '0 s'", "more than 0 s")]
    [InlineData("includes = [\"16.5.1-a\"]", "boot-loop { share = 5 %, hands-after = 1 d, hard-to-reach = 5 % }",
        "boot-loop.hard-to-reach-after: found '0 s'", "more than 0 s")]
    [InlineData("includes = [\"16.5.1-a\"]", "regressions = [ { application = chess, multiplier = 2 } ]",
        "software-updates.\"16.6\".regressions.0.application: found 'chess'", "the applications of the fleet: safari")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { update-from = 4 h, update-until = 4 h }",
        "update-from and update-until are equal", "two different hours")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { update-until = 25 h }",
        "fleet.behaviour.update-until: found '25 h'", "0 h to 24 h")]
    // The script.
    [InlineData("do = publish, release = \"16.5.1-a\"", "do = publish, release = \"16.5.1-b\"",
        "script.0.release: found '16.5.1-b'", "16.5.1-a")]
    [InlineData("update = \"16.6\"", "update = \"16.7\"", "script.2.update: found '16.7'", "16.6")]
    [InlineData("do = publish-update, update = \"16.6\"",
        "do = withdraw, release = \"16.6\", cause = \"broken\", remove-from-devices = on",
        "script.2.remove-from-devices: found 'on'", "a device cannot undo one")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = enforce, release = \"16.7\", within = 1 d",
        "script.2.release: found '16.7'", "16.5.1-a, 16.6")]
    [InlineData("do = publish-update, update = \"16.6\"",
        "do = enforce, release = \"16.6\", local-deadline = \"2023-07-14T21:00Z\"",
        "script.2.local-deadline: found '2023-07-14T21:00Z'", "without a time zone")]
    [InlineData("do = publish-update, update = \"16.6\"",
        "do = enforce, release = \"16.6\", local-deadline = \"2023-07-14T21:00\", within = 1 d",
        "script.2.within: found both", "allowed is one of them")]
    [InlineData("do = publish-update, update = \"16.6\"",
        "do = enforce, release = \"16.6\", local-deadline = \"2020-07-14T21:00\"",
        "script.2.local-deadline: found the deadline '2020-07-14T21:00', which has passed", "allowed is a time after 2")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = promote, release = \"16.6\", ring = early",
        "script.2.ring: found 'early'", "(there are none)")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = hold-ring, release = \"16.6\", ring = early",
        "script.2.cause: missing", "line 30")]
    // Groups and rings.
    [InlineData("script = [", "groups { \"a b\" { } }\nscript = [", "groups.\"a b\": allowed is a name", "64 characters")]
    [InlineData("script = [", "groups { tills { labels = [till] } }\nscript = [",
        "groups.tills.labels: found 'till'", "fleet.platforms: (there are none)")]
    [InlineData("script = [", "groups { tills { models = [Till] } }\nscript = [",
        "groups.tills.models: found 'Till'", "those of fleet.platforms")]
    [InlineData("script = [", "groups { g { blocked-days = [\"2023-02-30\"] } }\nscript = [",
        "groups.g.blocked-days: found '2023-02-30'", "dates such as \"2023-07-14\"")]
    [InlineData("script = [", "groups { g { maintenance-window { days = [friyay] } } }\nscript = [",
        "groups.g.maintenance-window.days: found 'friyay'", "monday, tuesday")]
    [InlineData("script = [", "groups { g { maintenance-window { from = 4 h, until = 4 h } } }\nscript = [",
        "groups.g.maintenance-window: from and until are equal", "two different hours")]
    [InlineData("script = [", "rings = [ { name = a, groups = [g] } ]\nscript = [",
        "rings.0.groups: found 'g'", "those of groups: (there are none)")]
    [InlineData("script = [", "rings = [ { name = a }, { name = a } ]\nscript = [", "rings: found 'a' 2 times", "once")]
    [InlineData("script = [", "rings = [ { name = a, at-most-timeout = 1 d } ]\nscript = [",
        "rings.0.at-most-timeout: found without", "at-most with it")]
    [InlineData("script = [", "rings = [ { name = a, at-most = 0 } ]\nscript = [",
        "rings.0.at-most: found '0'", "from 1")]
    [InlineData("script = [", "rings = [ { name = a, after = 1 d }, { name = b } ]\nscript = [",
        "rings.0.after: the first ring", "offset")]
    [InlineData("script = [", "rings = [ { name = a }, { name = b, after = 1 d, offset = 1 d } ]\nscript = [",
        "rings.1.after: found both", "one of them")]
    [InlineData("script = [", "rings = [ { name = a, by = approval, after = 1 d } ]\nscript = [",
        "rings.0.after: unknown key", "allowed here")]
    [InlineData("script = [",
        "rings = [ { name = a, share = 60 % }, { name = b, share = 50 % }, { name = c } ]\nscript = [",
        "rings: found shares that add up to more", "100 % at most")]
    [InlineData("script = [", "rings = [ { name = a, preset = autopilot } ]\nscript = [",
        "rings.0.preset: found 'autopilot'", "autopatch-ring-1")]
    [InlineData("do = publish-update", "do = explode", "script.2.do: found 'explode'", "publish, ramp, pause")]
    [InlineData("at = 2 d", "at = 3 d", "line 30: script.2.at: found '3 d'", "before the scenario ends at 3 d")]
    [InlineData("at = 2 d", "at = 2", "script.2.at: found '2', which has no unit", "a duration")]
    [InlineData("{ at = 0 s, do", "{ do", "line 28: script.0.at: missing", "no default")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = remove-responses, device = 200",
        "line 30: script.2.device: found '200'", "a device of the fleet, 0 to 199")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = remove-responses, device = -1",
        "script.2.device: found '-1'", "a whole number from 0")]
    [InlineData(
        "do = publish-update, update = \"16.6\"", "do = install, device = 7", "script.2.release: missing", "line 30")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = enforce, release = \"16.5.1-a\"",
        "script.2.within: missing", "line 30")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = restrict, allow-removal = on",
        "script.2.allow-installation: missing", "line 30")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = share-analytics, device = 7, share = 5 %",
        "script.2.share: found '5 %'", "on or off")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = remove-from-managed, device = 7",
        "script.2.device: unknown key", "allowed here: at, do")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = unplug, device = 200", "script.2.device: found '200'",
        "a device of the fleet, 0 to 199")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = unplug, device = 7, for = 59 s",
        "script.2.for: found '59 s'", "from 1 min")]
    [InlineData("do = publish-update, update = \"16.6\"", "do = unplug, device = 7, until = 9 h",
        "script.2.until: unknown key", "allowed here: at, device, do, for")]
    // Applications and regressions.
    [InlineData("devices = 200", "devices = 200\napplications = [ { id = mail, popularity = 5 %, daily = 25 h } ]",
        "line 7: fleet.applications.0.daily: found '25 h'", "from 0 s to 1 d")]
    [InlineData("devices = 200", "devices = 200\napplications = [ { id = mail, popularity = 5 %, daily = 4 h } ]",
        "line 7: fleet.applications.0.daily: found '4 h' for mail", "in-use and in-use-at-night that is 193 min")]
    [InlineData("devices = 200", "devices = 200\nbehaviour { in-use = 1 % }",
        "fleet.applications.0.daily: found '45 min' for safari", "no more than a device is in use")]
    [InlineData(
        "devices = 200",
        "devices = 200\napplications = [ { id = mail, popularity = 5 %, crashes-per-1000-hours = -1 } ]",
        "line 7: fleet.applications.0.crashes-per-1000-hours: found '-1'", "a number from 0 to 100000")]
    [InlineData(
        "devices = 200",
        "devices = 200\napplications = [ { id = mail, popularity = 5 %, crashes-per-1000-hours = 5 % } ]",
        "found '5 %'", "a number from 0 to 100000")]
    [InlineData(
        "devices = 200",
        "devices = 200\n"
            + "applications = [ { id = mail, popularity = 5 %, daily = 3 h, crashes-per-1000-hours = 60000 } ]",
        "line 7: fleet.applications: found rates that come to 1341 crashes in 24 hours of use", "700 at most")]
    [InlineData(
        "letter = a", "letter = a, regressions = [ { application = safary, multiplier = 2 } ]",
        "line 14: releases.\"16.5.1-a\".regressions.0.application: found 'safary'",
        "the applications of the fleet: safari, mail, facebook, instagram, zoom")]
    [InlineData(
        "letter = a", "letter = a, regressions = [ { application = safari } ]",
        "line 14: releases.\"16.5.1-a\".regressions.0: found a multiplier of 1 and nothing added",
        "a multiplier above 1")]
    [InlineData("letter = a", "letter = a, regressions = [ { application = safari, multiplier = 0.5 } ]",
        "regressions.0.multiplier: found '0.5'", "a number from 1 to 100000")]
    [InlineData(
        "letter = a", "letter = a, regressions = [ { application = safari, multiplier = 2, platforms = [ipad] } ]",
        "regressions.0.platforms: found 'ipad'", "the platforms of its targets: iphone, mac-intel")]
    [InlineData(
        "letter = a", "letter = a, regressions = [ { application = safari, multiplier = 2, platforms = [phone] } ]",
        "regressions.0.platforms: found 'phone'", "iphone, mac-intel")]
    [InlineData(
        "letter = a",
        "letter = a, regressions = [ { application = safari, multiplier = 2, platforms = [iphone, iphone] } ]",
        "regressions.0.platforms: found 'iphone' 2 times", "once")]
    [InlineData(
        "letter = a",
        "letter = a, regressions = [ { application = safari, multiplier = 2 }, "
            + "{ application = safari, multiplier = 3, platforms = [iphone] } ]",
        "regressions: found 'safari on iphone' 2 times", "once")]
    [InlineData("letter = a", "letter = a, regressions = [ { application = safari, multiplier = 100000 } ]",
        "regressions: found regressions that come to", "24 hours of use on iphone, allowed are 700 at most")]
    [InlineData(
        "letter = a",
        "letter = a, regressions = [ { application = mail, multiplier = 2 } ]\n} }\n"
            + "fleet { applications = [ { id = mail, popularity = 5 % } ] }\nreleases { \"16.5.1-a\" {",
        "regressions.0.application: found 'mail', which is never used", "above 0 s")]
    [InlineData(
        "letter = a",
        "letter = a, regressions = [ { application = mail, multiplier = 2 } ]\n} }\n"
            + "fleet { applications = [ { id = mail, popularity = 5 %, daily = 1 h } ] }\nreleases { \"16.5.1-a\" {",
        "regressions.0.multiplier: found '2', but mail never crashes", "an added-per-1000-hours above 0")]
    // Analytics.
    [InlineData("script = [", "analytics { surveillance { alpha = 0 % } }\nscript = [",
        "line 27: analytics.surveillance.alpha: found '0 %'", "above 0 %, 50 % at most")]
    [InlineData("script = [", "analytics { surveillance { alpha = 51 % } }\nscript = [",
        "analytics.surveillance.alpha: found '51 %'", "above 0 %, 50 % at most")]
    [InlineData("script = [", "analytics { surveillance { limit = 0 } }\nscript = [",
        "analytics.surveillance.limit: found '0'", "above 0, 1000 at most")]
    [InlineData("script = [", "analytics { surveillance { limit = 1001 } }\nscript = [",
        "analytics.surveillance.limit: found '1001'", "to 1000")]
    [InlineData("script = [", "analytics { surveillance { baseline = guessed } }\nscript = [",
        "analytics.surveillance.baseline: found 'guessed'", "one of catalogue, estimated")]
    [InlineData("script = [", "analytics { recommendation { test = mood } }\nscript = [",
        "analytics.recommendation.test: found 'mood'", "one of exact, stability")]
    [InlineData("script = [", "analytics { recommendation { stability { most-days = 14 d } } }\nscript = [",
        "analytics.recommendation.stability.most-days: found '14 d'", "a whole number from 1")]
    [InlineData(
        "script = [", "analytics { enabled = perhaps }\nscript = [", "analytics.enabled: found 'perhaps'", "on or off")]
    [InlineData("script = [", "analytics { uploads { } }\nscript = [", "analytics.uploads: unknown key",
        "did you mean upload?")]
    [InlineData("script = [", "rollout { on-regression = pause }\nscript = [",
        "rollout.on-regression: this key is gone", "rollout.brakes: { rule = apple, action = withdraw-and-remove }")]
    [InlineData("script = [", "rollout { react-after = 2 h }\nscript = [",
        "rollout.react-after: this key is gone", "the key react-after of the rule apple, in rollout.brakes")]
    [InlineData("script = [", "rollout { hold-above-refused = 20 % }\nscript = [",
        "rollout.hold-above-refused: this key is gone", "rollout.brakes: { rule = refused-tickets, above = 20 % }")]
    [InlineData("script = [", "analytics { surveillance { rule = hawkbit } }\nscript = [",
        "analytics.surveillance.rule: this key is gone", "use rollout.rule and rollout.brakes")]
    [InlineData("script = [", "rollout { brakes = [ { rule = apple, action = panic } ] }\nscript = [",
        "rollout.brakes.0.action: found 'panic'", "withdraw-and-remove, withdraw, pause")]
    [InlineData("script = [", "rollout { brakes = [ { rule = linear } ] }\nscript = [",
        "rollout.brakes.0.rule: found 'linear'", "which has no brake")]
    [InlineData("script = [", "kernel { passivate-after = 10 ms }\nscript = [",
        "kernel.passivate-after: found '10 ms'", "a duration from 1 s to 3650 d, or never, or auto")]
    [InlineData("script = [", "kernel { passivate-after = often }\nscript = [",
        "kernel.passivate-after: found 'often'", ", or never, or auto")]
    // The lookahead.
    [InlineData("script = [", "analytics { surveillance { review = 14 s } }\nscript = [",
        "kernel.lookahead: found '15 s'", "analytics.surveillance.review, which is 14 s")]
    [InlineData("script = [", "analytics { upload { latency = [1 s, 1 min] } }\nscript = [",
        "kernel.lookahead: found '15 s'", "analytics.upload.latency, which is 1 s")]
    [InlineData(
        "script = [", "kernel { lookahead = 500 ms }\nscript = [", "kernel.lookahead: found '500 ms'", "from 1 s")]
    [InlineData("script = [", "kernel { lookahead = 20 s }\nscript = [", "line 27: kernel.lookahead: found '20 s'",
        "services.signing.latency, which is 15 s")]
    [InlineData("script = [", "services { catalogue-propagation = 10 s }\nscript = [", "kernel.lookahead: found '15 s'",
        "services.catalogue-propagation, which is 10 s")]
    public void A_mistake_is_refused_with_one_message_that_has_place_value_and_remedy(
        string piece, string other, string where, string instead)
    {
        var message = Refused(Read(Small_with(piece, other)));

        Assert.StartsWith("small.hocon", message, StringComparison.Ordinal);
        Assert.Contains(where, message, StringComparison.Ordinal);
        Assert.Contains(instead, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prerequisite_that_no_device_runs_is_refused_with_the_known_builds()
    {
        var message = Refused(Read(Small
            .Replace(
                "prerequisite = 20F75, build = 20F770750b", "prerequisite = 20F66, build = 20F770660b",
                StringComparison.Ordinal)));

        Assert.Contains(
            "line 16: releases.\"16.5.1-a\".targets.0.prerequisite: found '20F66', which no iphone of the fleet runs "
            + "or is updated to; allowed for iphone is ",
            message, StringComparison.Ordinal);
        Assert.Contains("allowed for iphone is 20F75, 20G75", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prerequisite_that_a_software_update_leads_to_is_accepted() => Accepted(Read(Small_with(
        "releases {",
        "releases { \"16.6-a\" { letter = a, targets = [ { platform = iphone, version = 16.6, prerequisite = 20G75, "
        + "build = 20G770750a, download = 1 MB } ] }")));

    [Fact]
    public void A_release_that_is_given_by_both_its_names_is_refused_as_a_duplicate()
    {
        var twice = Small.Replace(
            "releases {", "releases { \"16.5.1 (a)\" { letter = a, targets = [] }", StringComparison.Ordinal);

        Assert.Contains("targets: found an empty list", Refused(Read(twice)), StringComparison.Ordinal);
        twice = twice.Replace(
            "targets = [] ",
            "targets = [ { platform = iphone, version = 16.5.1, prerequisite = 20F75, build = 20F770750c, "
            + "download = 1 MB } ] ",
            StringComparison.Ordinal);
        Assert.Contains("found '16.5.1-a' 2 times", Refused(Read(twice)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_applications_are_refused()
    {
        var many = string.Join(", ", Enumerable.Range(0, 257).Select(i => $"{{ id = a{i}, popularity = 1 % }}"));

        Assert.Contains(
            "fleet.applications: found 257 entries, allowed are at most 256",
            Refused(Set($"fleet.applications=[{many}]")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_releases_of_one_build_are_refused()
    {
        var twice = Small.Replace(
            "releases {",
            "releases { \"16.5.1-c\" { letter = c, targets = [ { platform = iphone, version = 16.5.1, "
            + "prerequisite = 20F75, build = 20F770750b, download = 1 MB } ] }",
            StringComparison.Ordinal);

        Assert.Contains("found build 20F770750b for iphone 2 times", Refused(Read(twice)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("faults.network-interupted=5 %",
        "--set: faults.network-interupted: unknown key; did you mean network-interrupted?")]
    [InlineData("falts.network-interrupted=5 %", "--set: falts: unknown key; did you mean faults?")]
    [InlineData("fleet.devices=many", "--set: fleet.devices: found 'many'")]
    [InlineData("fleet.platforms.2.share=5 %", "--set: fleet.platforms: found 'item 2 of a list of 2'")]
    [InlineData("script.1.at=1 h 30 min", "--set: script.1.at: found '1 h 30 min'")]
    [InlineData("fleet.devices", "--set: found 'fleet.devices' without a value, allowed is key=value")]
    [InlineData("fleet.devices=", "--set: found 'fleet.devices' without a value, allowed is key=value")]
    [InlineData("=5", "--set: found no key, allowed is key=value")]
    [InlineData("releases.\"16.5.1-a\"xletter=b",
        "--set: releases.\"\\\"16.5.1-a\\\"xletter\": found 'b', allowed is a section")]
    [InlineData("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1", "--set: a: unknown key")]
    [InlineData("script.1.cause=\"half", "--set: a quote is opened and not closed")]
    [InlineData("script=[ { at = 0 s", "--set: this '{' is never closed")]
    [InlineData("fleet=5", "--set: fleet: found '5', allowed is a section in braces")]
    public void A_refused_setting_of_the_command_line_is_named_as_one(string setting, string message) =>
        Assert.Contains(message, Refused(Set(setting)), StringComparison.Ordinal);

    [Fact]
    public void Mistakes_of_the_command_line_come_first_and_then_those_of_the_file_in_order()
    {
        var wrong = Small.Replace("devices = 200", "devices = 0", StringComparison.Ordinal)
            .Replace("letter = a", "letter = 7", StringComparison.Ordinal);

        Assert.Contains("fleet.devices", Refused(Read(wrong)), StringComparison.Ordinal);
        Assert.Contains(
            "--seed: scenario.seed: found 'x'", Refused(Read(wrong, new([], Seed: "x"))), StringComparison.Ordinal);
    }
}

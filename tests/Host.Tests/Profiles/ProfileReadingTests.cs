using RsrActors.Profiles.Reading;
using static RsrActors.Host.Tests.Profiles.ProfileTexts;

namespace RsrActors.Host.Tests.Profiles;

/// <summary>What devices do with profiles and declarations, and what they ignore.</summary>
public sealed class ProfileReadingTests
{
    [Fact]
    public void A_profile_allows_installation_and_forbids_removal()
    {
        var profile = Accepted(Profile(Allowed + NotRemoved));

        Assert.Equal((true, false), (profile.AllowsInstallation, profile.AllowsRemoval));
        Assert.Empty(profile.Findings);
    }

    [Theory]
    [InlineData("<dict><key>allowRapidSecurityResponseInstallation</key><false/></dict>")]
    [InlineData("<plist><dict><key>allowRapidSecurityResponseInstallation</key><false/></dict></plist>")]
    [InlineData("<dict><key>PayloadType</key><string>com.apple.applicationaccess</string>"
        + "<key>allowRapidSecurityResponseInstallation</key> <false/> </dict>")]
    [InlineData("\uFEFF\n<!-- why --><dict><key>allowRapidSecurityResponseInstallation</key><false></false></dict>")]
    public void A_payload_alone_and_its_keys_alone_are_read(string text) =>
        Assert.False(Accepted(text).AllowsInstallation);

    [Fact]
    public void A_property_list_is_read_in_the_encoding_that_it_declares() => Assert.True(Accepted(
        [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(
            Profile(Allowed).Replace("UTF-8", "UTF-16", StringComparison.Ordinal))]).AllowsInstallation);

    [Fact]
    public void A_declaration_of_settings_says_the_same_and_whether_people_are_notified()
    {
        var profile = Accepted(Declaration(
            Settings, """{"RapidSecurityResponse":{"Enable":false,"EnableRollback":true},"Notifications":false}"""));

        Assert.Equal(
            (false, true, false), (profile.AllowsInstallation, profile.AllowsRemoval, profile.Notifies));
        Assert.Empty(profile.Findings);
    }

    [Theory]
    [InlineData("26.3.1", "25D771280a", null)]
    [InlineData("26.3.1 (a)", "25D771280a", 'a')]
    public void An_enforcement_has_version_build_and_the_deadline_of_each_device(
        string version, string build, char? letter)
    {
        var target = Assert.Single(Accepted(Enforce(version, build, "2026-03-25T09:30:00")).Enforcements);

        Assert.Equal(
            new EnforcedVersion("26.3.1", letter, build, new DateTime(2026, 3, 25, 9, 30, 0), ""), target);
    }

    [Theory]
    [InlineData("""{"RapidSecurityResponse":{"Enabled":true}}""", FindingKind.UnknownKey,
        "RapidSecurityResponse.Enabled: unknown key; did you mean RapidSecurityResponse.Enable?")]
    [InlineData("""{"RapidSecurityResponses":{"Enable":true}}""", FindingKind.UnknownKey,
        "RapidSecurityResponses: unknown key; did you mean RapidSecurityResponse?")]
    [InlineData("""{"Enable":true}""", FindingKind.UnknownKey, "Enable: unknown key; allowed are Notifications,")]
    [InlineData("""{"RapidSecurityResponse":{"Enable":"true"}}""", FindingKind.WrongValue,
        "RapidSecurityResponse.Enable: found the text 'true', allowed is true or false")]
    [InlineData("""{"RapidSecurityResponse":true}""", FindingKind.WrongValue,
        "RapidSecurityResponse: found true, allowed is a section")]
    [InlineData("""{"Deferrals":{"MinorPeriodInDays":91}}""", FindingKind.WrongValue,
        "Deferrals.MinorPeriodInDays: found the number 91, allowed is a whole number from 1 to 90")]
    [InlineData("""{"AutomaticActions":{"Download":"Always"}}""", FindingKind.WrongValue,
        "AutomaticActions.Download: found the text 'Always', allowed is one of Allowed, AlwaysOn, AlwaysOff")]
    [InlineData("""{"allowRapidSecurityResponseInstallation":true}""", FindingKind.OtherPayload,
        "allowRapidSecurityResponseInstallation: this key belongs to com.apple.applicationaccess")]
    [InlineData("""{"TargetOSVersion":"26.3.1"}""", FindingKind.OtherPayload,
        "TargetOSVersion: this key belongs to com.apple.configuration.softwareupdate.enforcement.specific")]
    [InlineData("""{"Notifications":true,"Notifications":false}""", FindingKind.Repeated,
        "Notifications: found a second time; the last value holds")]
    public void A_wrong_key_of_settings_is_ignored_and_named(string payload, FindingKind kind, string message) =>
        AssertOne(Accepted(Declaration(Settings, payload)), kind, message);

    [Theory]
    [InlineData("<key>forceDelayedSoftwareUpdates</key><true/>", 30, null, 30)]
    [InlineData("<key>forceDelayedSoftwareUpdates</key><true/>"
        + "<key>enforcedSoftwareUpdateDelay</key><integer>14</integer>", 14, null, 14)]
    [InlineData("<key>forceDelayedSoftwareUpdates</key><true/>"
        + "<key>enforcedSoftwareUpdateDelay</key><integer>14</integer>"
        + "<key>enforcedSoftwareUpdateMinorOSDeferredInstallDelay</key><integer>7</integer>", 14, null, 7)]
    [InlineData("<key>forceDelayedMajorSoftwareUpdates</key><true/>"
        + "<key>enforcedSoftwareUpdateMajorOSDeferredInstallDelay</key><integer>90</integer>", null, 90, null)]
    [InlineData("<key>forceDelayedSoftwareUpdates</key><false/>", null, null, null)]
    public void A_profile_defers_updates_by_a_switch_and_days(string keys, int? combined, int? major, int? minor)
    {
        var profile = Accepted(Profile(keys));

        Assert.Equal(new DeferredDays(combined, major, minor), profile.Deferrals);
        Assert.Empty(profile.Findings);
        Assert.Empty(profile.Others);
    }

    [Fact]
    public void Days_of_a_deferral_without_their_switch_have_no_effect()
    {
        var profile = Accepted(Profile("<key>enforcedSoftwareUpdateDelay</key><integer>14</integer>"));

        Assert.Equal(DeferredDays.None, profile.Deferrals);
        var finding = Assert.Single(profile.Findings);
        Assert.Equal(FindingKind.WithoutEffect, finding.Kind);
        Assert.EndsWith(
            "enforcedSoftwareUpdateDelay: it has no effect without forceDelayedSoftwareUpdates or "
            + "forceDelayedAppSoftwareUpdates = true",
            $"{finding}", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_declarations_the_longest_deferral_holds() => Assert.Equal(
        new DeferredDays(14, 60, 9),
        Accepted($"[{Declaration(Settings, """{"Deferrals":{"CombinedPeriodInDays":14,"MinorPeriodInDays":9}}""")},"
            + $"{Declaration(Settings, """{"Deferrals":{"MajorPeriodInDays":60,"MinorPeriodInDays":7}}""")}]")
            .Deferrals);

    [Theory]
    [InlineData("2026-03-25T09:30:00Z", "a date with a time zone")]
    [InlineData("2026-03-25T09:30:00+01:00", "a date with a time zone")]
    [InlineData("2026-03-25T09:30:00.000", "no date of that form")]
    [InlineData("2026-03-25T09:30", "no date of that form")]
    [InlineData("2026-02-30T09:30:00", "no date of that form")]
    [InlineData("25.03.2026 09:30", "no date of that form")]
    public void An_enforcement_with_another_form_of_date_is_ignored_as_a_whole(string date, string found)
    {
        var profile = Accepted(Enforce("26.3.1", "25D771280a", date));

        Assert.Empty(profile.Enforcements);
        AssertOne(profile, FindingKind.WrongValue, $"TargetLocalDateTime: found '{date}', {found}, allowed is a date");
    }

    [Theory]
    [InlineData("""{"TargetOSVersion":"26.3.1"}""", FindingKind.Missing,
        "TargetLocalDateTime: missing, so a device ignores")]
    [InlineData("""{"TargetOSVersion":"latest","TargetLocalDateTime":"2026-03-25T09:30:00"}""", FindingKind.WrongValue,
        "TargetOSVersion: found 'latest', allowed is a version such as 26.3.1")]
    [InlineData("""{"TargetOSVersion":26,"TargetLocalDateTime":"2026-03-25T09:30:00"}""", FindingKind.WrongValue,
        "TargetOSVersion: found the number 26, allowed is text")]
    public void An_enforcement_without_a_target_or_a_deadline_is_ignored(
        string payload, FindingKind kind, string message)
    {
        var profile = Accepted(Declaration(Enforcement, payload));

        Assert.Empty(profile.Enforcements);
        AssertOne(profile, kind, message);
    }

    [Fact]
    public void A_build_of_another_version_is_ignored_and_the_version_takes_precedence()
    {
        var profile = Accepted(Enforce("26.3.1", "25D771400a", "2026-03-25T09:30:00"));

        Assert.Equal("", Assert.Single(profile.Enforcements).Build);
        AssertOne(
            profile, FindingKind.WrongValue,
            "TargetBuildVersion: found 25D771400a, the build of 26.3.2 (a), with the version");
    }

    [Theory]
    [InlineData("<key>allowRapidSecurityResponseInstall</key><true/>", FindingKind.UnknownKey,
        "line 8, allowRapidSecurityResponseInstall: unknown key; did you mean allowRapidSecurityResponseInstallation?")]
    [InlineData("<key>allowRapidSecurityResponseInstallation</key><string>true</string>", FindingKind.WrongValue,
        "line 8, allowRapidSecurityResponseInstallation: found the text 'true', allowed is true or false")]
    [InlineData("<key>RapidSecurityResponse</key><dict><key>Enable</key><true/></dict>", FindingKind.OtherPayload,
        "line 8, RapidSecurityResponse: this key belongs to com.apple.configuration.softwareupdate.settings")]
    [InlineData("<key>CriticalUpdateInstall</key><true/>", FindingKind.OtherPayload,
        "line 8, CriticalUpdateInstall: this key belongs to com.apple.SoftwareUpdate")]
    public void A_wrong_key_of_a_profile_is_ignored_and_named_with_its_line(
        string keys, FindingKind kind, string message) =>
        AssertOne(Accepted(Profile(keys)), kind, message);

    [Fact]
    public void Other_restrictions_and_other_payloads_are_no_findings()
    {
        Assert.Empty(Accepted(Profile("<key>allowCamera</key><false/>")).Findings);
        Assert.Equal(
            "wifi.managed",
            Assert.Single(Accepted(Profile("<key>x</key><string>y</string>", "com.apple.wifi.managed")).OtherTypes));
    }

    [Fact]
    public void A_key_beside_the_payloads_is_ignored_and_named() => AssertOne(
        Accepted(Profile("", beside: Allowed)), FindingKind.OtherPayload,
        "line 5, allowRapidSecurityResponseInstallation: this key belongs to com.apple.applicationaccess");

    [Theory]
    [InlineData("com.apple.configuration.softwareupdate.setting", FindingKind.UnknownKey, "did you mean " + Settings)]
    [InlineData(Restrictions, FindingKind.OtherPayload, "is a payload of a configuration profile")]
    public void A_misspelt_or_foreign_type_is_named(string type, FindingKind kind, string message)
    {
        var finding = Assert.Single(Accepted(Declaration(type, "{}")).Findings);

        Assert.Equal(kind, finding.Kind);
        Assert.Contains(message, $"{finding}", StringComparison.Ordinal);
    }

    [Fact]
    public void Several_files_allow_what_all_allow_and_order_what_one_orders()
    {
        var all = Accepted(Profile(Allowed)).And(Accepted(Profile(NotRemoved)))
            .And(Accepted(Declaration(Settings, """{"RapidSecurityResponse":{"Enable":false}}""")))
            .And(Accepted(Enforce("16.6", "20G75", "2023-08-01T21:00:00")));

        Assert.Equal((false, false, 1), (all.AllowsInstallation, all.AllowsRemoval, all.Enforcements.Length));
    }

    [Fact]
    public void A_list_of_declarations_is_read_and_each_finding_has_its_place()
    {
        var text = $"[{Declaration(Settings, "{}")}, {Declaration(Settings, """{"Notification":true}""")}, 5]";

        Assert.Equal(
            [
                "declaration 2: Notification: unknown key; did you mean Notifications?",
                "declaration 3: found the number 5, allowed is a section",
            ],
            Accepted(text).Findings.Select(finding => $"{finding}"));
    }

    private static void AssertOne(ManagementProfile profile, FindingKind kind, string message)
    {
        var finding = Assert.Single(profile.Findings);
        Assert.Equal(kind, finding.Kind);
        Assert.StartsWith(message, $"{finding}", StringComparison.Ordinal);
    }
}

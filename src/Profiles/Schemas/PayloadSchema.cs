using System.Collections.Immutable;

namespace RsrActors.Profiles.Schemas;

/// <summary>
/// The keys of one type of payload. Source: Apple's repository device-management (release of October 2024), with the
/// keys for macOS that profiles had before declarations.
/// </summary>
/// <param name="IsOpen">
/// Whether it has many other keys that do not concern updates. An unknown key is reported then only if it is like a
/// known one.
/// </param>
internal sealed record PayloadSchema(string Type, bool IsOpen, ImmutableArray<KeyRule> Keys)
{
    public const string Restrictions = "com.apple.applicationaccess";
    public const string MacUpdates = "com.apple.SoftwareUpdate";
    public const string Settings = "com.apple.configuration.softwareupdate.settings";
    public const string Enforcement = "com.apple.configuration.softwareupdate.enforcement.specific";

    public const string AllowInstallation = "allowRapidSecurityResponseInstallation";
    public const string AllowRemoval = "allowRapidSecurityResponseRemoval";
    public const string Enable = "RapidSecurityResponse.Enable";
    public const string EnableRollback = "RapidSecurityResponse.EnableRollback";
    public const string Notifications = "Notifications";
    public const string Delays = "forceDelayedSoftwareUpdates";
    public const string DelaysMajor = "forceDelayedMajorSoftwareUpdates";
    public const string DelaysApplications = "forceDelayedAppSoftwareUpdates";
    public const string DelayDays = "enforcedSoftwareUpdateDelay";
    public const string MajorDelayDays = "enforcedSoftwareUpdateMajorOSDeferredInstallDelay";
    public const string MinorDelayDays = "enforcedSoftwareUpdateMinorOSDeferredInstallDelay";
    public const string OtherDelayDays = "enforcedSoftwareUpdateNonOSDeferredInstallDelay";
    public const string CombinedPeriod = "Deferrals.CombinedPeriodInDays";
    public const string MajorPeriod = "Deferrals.MajorPeriodInDays";
    public const string MinorPeriod = "Deferrals.MinorPeriodInDays";
    public const string TargetVersion = "TargetOSVersion";
    public const string TargetBuild = "TargetBuildVersion";
    public const string TargetDate = "TargetLocalDateTime";

    private const int MostDays = 90;
    private const string OtherUpdates = "updates of applications and of system data";
    private const string Behaviour = "automatic actions; fleet.behaviour.automatic-updates stands for them";
    private static readonly ImmutableArray<string> Actions = ["Allowed", "AlwaysOn", "AlwaysOff"];

    /// <summary>Every type that concerns updates.</summary>
    public static readonly ImmutableArray<PayloadSchema> All =
    [
        new(Restrictions, IsOpen: true,
        [
            Flag(AllowInstallation), Flag(AllowRemoval),
            Flag(Delays), Flag(DelaysMajor), Flag(DelaysApplications, OtherUpdates),
            Days(DelayDays), Days(MajorDelayDays), Days(MinorDelayDays), Days(OtherDelayDays, OtherUpdates),
        ]),
        new(MacUpdates, IsOpen: true,
        [
            Flag("AutomaticCheckEnabled", Behaviour), Flag("AutomaticDownload", Behaviour),
            Flag("AutomaticallyInstallMacOSUpdates", Behaviour), Flag("ConfigDataInstall", Behaviour),
            Flag("CriticalUpdateInstall", Behaviour), Flag("AllowPreReleaseInstallation", "seed programs"),
            Flag("restrict-software-update-require-admin-to-install", "rights of people"),
        ]),
        new(Settings, IsOpen: false,
        [
            Flag(Notifications), Flag(Enable), Flag(EnableRollback),
            Days(CombinedPeriod), Days(MajorPeriod), Days(MinorPeriod),
            Days("Deferrals.SystemPeriodInDays", OtherUpdates),
            Word("RecommendedCadence", "the choice between two versions", ["All", "Oldest", "Newest"]),
            Word("AutomaticActions.Download", Behaviour, Actions),
            Word("AutomaticActions.InstallOSUpdates", Behaviour, Actions),
            Word("AutomaticActions.InstallSecurityUpdate", Behaviour, Actions),
            Flag("AllowStandardUserOSUpdates", "rights of people"),
            Word("Beta.ProgramEnrollment", "seed programs", Actions),
            new("Beta.OfferPrograms", ValueKind.Items) { Beyond = "seed programs" },
            new("Beta.RequireProgram", ValueKind.Section) { Beyond = "seed programs" },
        ]),
        new(Enforcement, IsOpen: false,
        [
            new(TargetVersion, ValueKind.Text) { IsRequired = true },
            new(TargetBuild, ValueKind.Text),
            new(TargetDate, ValueKind.Text) { IsRequired = true },
            new("DetailsURL", ValueKind.Text) { Beyond = "texts for people" },
        ]),
    ];

    public static PayloadSchema? Of(string type) => All.FirstOrDefault(one => one.Type == type);

    public bool IsDeclaration => Type.StartsWith("com.apple.configuration.", StringComparison.Ordinal);

    public KeyRule? Find(string path) => Keys.FirstOrDefault(rule => rule.Path == path);

    /// <summary>Whether the path is that of a section with known keys.</summary>
    public bool IsGroup(string path) =>
        Keys.Any(rule => rule.Path.StartsWith($"{path}.", StringComparison.Ordinal));

    private static KeyRule Flag(string path, string beyond = "") => new(path, ValueKind.Flag) { Beyond = beyond };

    private static KeyRule Days(string path, string beyond = "") =>
        new(path, ValueKind.Whole) { Least = 1, Most = MostDays, Beyond = beyond };

    private static KeyRule Word(string path, string beyond, ImmutableArray<string> words) =>
        new(path, ValueKind.Word) { Words = words, Beyond = beyond };
}

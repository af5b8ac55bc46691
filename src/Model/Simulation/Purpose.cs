namespace RsrActors.Model.Simulation;

/// <summary>
/// The purpose of a draw. Every history depends on the numbers: a new purpose gets a new number, and a number is never
/// used again for another purpose.
/// </summary>
public enum Purpose
{
    // The traits of a device and its person.
    PlatformShare = 1,
    ModelShare = 2,
    Ecid = 3,
    TimeZone = 4,
    AutomaticUpdates = 5,
    Seeker = 6,
    NeverUpdates = 7,
    RestartHabit = 8,
    SharesAnalytics = 9,
    LockdownMode = 10,
    Managed = 11,
    ManagedInstallation = 12,
    ManagedRemoval = 13,
    Bandwidth = 14,
    WakesUp = 15,
    GoesToBed = 16,
    Application = 17,
    Desktop = 18,
    BootTicket = 19,

    // Days and nights; n is a day, a slot of a day, or an interval between polls.
    Poll = 30,
    ManualCheck = 31,
    ChecksToday = 32,
    ChargesTonight = 33,
    MorningCharge = 34,
    BatteryWear = 35,
    InUse = 36,
    Maintenance = 37,

    // One response on one device; n holds the response's place in the scenario and the attempt.
    Ramp = 50,
    Decision = 51,
    Ignores = 52,
    DownloadSpeed = 53,
    Preparation = 54,
    RestartDelay = 55,
    SafariRelaunch = 56,
    Downtime = 57,
    Regret = 58,
    RegretDelay = 59,
    Reapply = 60,
    ReapplyDelay = 61,
    Backoff = 62,
    RequestLatency = 63,
    AnswerLatency = 64,
    ServiceTime = 65,
    Nonce = 66,
    RelaunchAnswer = 67,

    // Faults.
    NetworkInterrupted = 80,
    PatchDamaged = 81,
    ImageDamaged = 82,
    SealBroken = 83,
    NonceRolled = 84,
    TicketForOtherDevice = 85,
    ForeignCertificate = 86,
    TicketForOtherContent = 87,
    DidNotStart = 88,
    DamagedBit = 90,
    SigningWorkerDies = 91,
    ReleaseActorDies = 92,

    // Software updates; n holds the update's place and the attempt.
    UpdateDecision = 110,
    UpdateDownload = 111,
    UpdateInterrupted = 112,
    UpdateDowntime = 113,

    /// <summary>n is the update's place.</summary>
    UpdateRamp = 114,
    UpdateDelay = 115,
    BootLoop = 117,
    LoopHandsAfter = 118,
    HardToReach = 119,
    HardToReachAfter = 120,
    UpdatePreparation = 121,
    UpdateDamaged = 122,
    UpdateNotPrepared = 123,
    RamDiskFails = 124,
    UpdateFileDamaged = 125,
    SystemVolumeDamaged = 126,
    SnapshotFails = 127,
    SnapshotDoesNotStart = 128,
    UpdateDamagedBit = 129,

    // Crashes; n holds the response's place in the scenario and the day.
    BaseCrashes = 130,
    AddedCrashes = 131,

    /// <summary>As AddedCrashes, with the update's place.</summary>
    UpdateCrashes = 116,

    // Reports and recommendations about crashes; n is a day, or holds the response's place in the scenario.
    Upload = 132,
    UploadLost = 133,
    UploadTwice = 134,
    UploadLatency = 135,
    ChangesSharing = 136,
    SharingChange = 137,
    RecommendationDelay = 138,
    RecommendationAccepted = 139,
    CrashCounterDies = 140,
    RecommendationLatency = 141,
    UploadPanel = 142,

    // n is an interval between queries.
    ListQuery = 143,
    ListLatency = 144,

    /// <summary>Whether a laptop sleeps while its person does.</summary>
    LidClosed = 165,

    /// <summary>Whether software updates install themselves on a device that updates automatically.</summary>
    AutomaticSoftwareUpdates = 166,

    // Storage.
    Storage = 160,
    FreeSpace = 161,
    NearlyFull = 162,
    FreesSpace = 163,
    FreesSpaceAfter = 164,

    // Updates in the background; n is 0, or the minute of the publication.
    SecurityDataCheck = 170,
    LivePatchCheck = 171,
    SafariPackageRelaunch = 172,
    KexecOutage = 173,

    // Management.
    ManagementCheckIn = 150,

    // Boots; n is the second in which the boot began, or in which a file is read.
    BootTicketInvalid = 180,
    SnapshotSealBroken = 181,
    KernelDigestMismatch = 182,
    CryptexTicketInvalid = 183,
    CryptexNotGrafted = 184,
    TrustCacheMissing = 185,
    DataUnlockFailed = 186,
    HandsAfter = 187,
    StoredFileDamaged = 188,
    StoredFile = 189,
    FileVault = 190,

    // Groups and rings of devices, and when they restart; n is a day.
    Group = 210,
    Ring = 211,
    WindowMoment = 212,

    /// <summary>How long a device of an inventory stays away that was silent before the start.</summary>
    Absence = 213,

    // Reports to rollout rules; n is a release and a stage, or a release and a crash.
    InstallReportLost = 220,
    InstallReportDelay = 221,
    InstallReportLatency = 222,
    CrashSignature = 223,
    /// <summary>A device's wariness of new releases, the same for all of them.</summary>
    Wariness = 224,

    // Designs of the laboratory; the entity is a factor, a trajectory or a resample, and n a place in it.
    StratumOrder = 300,
    StratumPlace = 301,
    TrajectoryOrder = 302,
    TrajectoryLevel = 303,
    TrajectoryDirection = 304,
    Resample = 305,

    // Fits; the entity is a generation or a try of a round, and n a coordinate.
    Mutation = 310,
    ParentParticle = 311,
    ParticleMove = 312,
    PriorPlace = 313,
    Acceptance = 314,
    FleetNoise = 315,

    // Experiments with the simulation kernel only.
    ToyDelay = 200,
    ToyRemote = 201,
    ToyTarget = 202,
}

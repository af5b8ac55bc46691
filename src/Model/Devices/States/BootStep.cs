namespace RsrActors.Model.Devices.States;

/// <summary>The steps of a boot. Their order on a platform is in the table <c>BootSteps</c>.</summary>
public enum BootStep
{
    /// <summary>The boot ticket of the last software update is verified.</summary>
    BootTicket,

    /// <summary>The seal of the system volume's snapshot is measured.</summary>
    SystemSnapshot,

    /// <summary>Kernel and boot kernel collection are measured, and the kernel starts.</summary>
    Kernel,

    /// <summary>The ticket of the active response is verified; no step of a device without one.</summary>
    CryptexTicket,

    /// <summary>The images of both cryptexes are grafted, and their seals measured.</summary>
    CryptexGraft,

    /// <summary>The trust caches are loaded, and every binary that is to run is looked up in them.</summary>
    TrustCaches,

    /// <summary>User space starts.</summary>
    UserSpace,

    /// <summary>The person unlocks the Data volume.</summary>
    DataUnlock,
}

/// <summary>What follows when a step of a boot fails.</summary>
public enum BootFallback
{
    /// <summary>The antipatch brings the content of the last software update back.</summary>
    BaseContent,

    /// <summary>The device starts from the snapshot before the software update.</summary>
    PreviousSnapshot,

    /// <summary>A person repairs the device.</summary>
    Hands,
}

/// <summary>The files that a device stores for a response, on its Preboot volume.</summary>
public enum StoredFile
{
    Image,
    Patch,
    Antipatch,
    Ticket,
}

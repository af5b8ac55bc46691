namespace RsrActors.Model.Platforms;

/// <summary>
/// A part of what a device runs. Every file of a system belongs to one, and so does every vulnerability.
/// <see cref="Words"/> gives the names in scenarios, exports and reports.
/// </summary>
public enum Component
{
    /// <summary>The boot loader and the firmware of coprocessors; it runs before the kernel.</summary>
    Firmware,

    Kernel,

    /// <summary>The kernel extensions that are loaded together with the kernel.</summary>
    BootKernelCollection,

    /// <summary>Third-party kernel extensions of a Mac; the collection is built on the Mac.</summary>
    AuxiliaryKernelCollection,

    /// <summary>
    /// The OS cryptex: libraries, the shared caches of the dynamic linker, WebKit. Nearly all processes use it.
    /// </summary>
    Frameworks,

    /// <summary>The App cryptex: Safari, its extensions and its framework.</summary>
    Safari,

    /// <summary>The rest of the sealed system volume.</summary>
    System,

    /// <summary>XProtect's rules and its remediator (formerly MRT) on a Mac: data that detects malware.</summary>
    SecurityData,
}

/// <summary>Where a component is stored, and when it starts to run.</summary>
public static class ComponentPlaces
{
    extension(Component component)
    {
        /// <summary>Whether a cryptex contains it. Only such a component can be changed by a response.</summary>
        public bool IsInCryptex => component is Component.Frameworks or Component.Safari;

        /// <summary>Whether it runs before the content of cryptexes is bootstrapped.</summary>
        public bool IsBootedBefore => component is Component.Firmware or Component.Kernel
            or Component.BootKernelCollection or Component.AuxiliaryKernelCollection;

        /// <param name="hasCryptexes">Whether the system has cryptexes: <c>Platform.HasCryptexes</c>.</param>
        public Volume VolumeOn(bool hasCryptexes) => component switch
        {
            Component.Kernel or Component.BootKernelCollection or Component.System => Volume.System,
            Component.SecurityData => Volume.Data,
            Component.Frameworks => hasCryptexes ? Volume.Preboot : Volume.System,
            Component.Safari => hasCryptexes ? Volume.Preboot : Volume.Data,
            Component.Firmware or Component.AuxiliaryKernelCollection => Volume.Preboot,
            _ => throw new InvalidOperationException($"{component} needs its volume here."),
        };
    }
}

/// <summary>A volume of a device's container. The volumes share the container's free space.</summary>
public enum Volume
{
    /// <summary>Sealed; the device starts from a snapshot of it.</summary>
    System,

    /// <summary>The user's files and the data of the system; encrypted.</summary>
    Data,

    /// <summary>Boot firmware, tickets, cryptexes and their patches.</summary>
    Preboot,
}

namespace RsrActors.Model.Devices.States;

/// <summary>The cause of an offer.</summary>
public enum OfferSource
{
    /// <summary>An automatic poll.</summary>
    Automatic,

    /// <summary>A check by the person, or a poll on a device whose person starts each installation.</summary>
    User,

    /// <summary>A management order.</summary>
    Management,

    /// <summary>The command <c>install</c> to the person: the person has decided already.</summary>
    Command,
}

/// <summary>What the cause of an offer means for its installation.</summary>
public static class OfferSources
{
    extension(OfferSource source)
    {
        /// <summary>Whether a person installs by hand. Use of the device then does not delay the restart.</summary>
        public bool IsByHand => source is OfferSource.User or OfferSource.Command;
    }
}

public enum RestartReason
{
    InstallResponse,
    RemoveResponses,
    FailedActivation,
    SoftwareUpdate,

    /// <summary>A person has repaired what prevented the boot.</summary>
    Repair,
}

public enum RemovalCause
{
    User,
    Recommendation,
    Vendor,
    Management,
    FailedActivation,
}

namespace RsrActors.Reports.Figures;

/// <summary>The state of a release on a device when it was removed.</summary>
internal enum RemovedFrom
{
    /// <summary>It was active.</summary>
    Active,

    /// <summary>Safari alone ran it; everything else waited for the restart.</summary>
    SafariOnly,

    /// <summary>It was staged and not in use; or the device restarted with it, and it did not start.</summary>
    Staged,

    /// <summary>A later response was active on top of it.</summary>
    Replaced,
}

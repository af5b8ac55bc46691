namespace RsrActors.Reports.Figures;

/// <summary>What a release was on a device when it was removed from it.</summary>
internal enum RemovedFrom
{
    /// <summary>It was active.</summary>
    Active,

    /// <summary>Safari alone ran on it; all else waited for the restart.</summary>
    SafariOnly,

    /// <summary>It was staged, and nothing ran on it; or it was restarted into and did not start.</summary>
    Staged,

    /// <summary>A later response was active on top of it.</summary>
    Replaced,
}

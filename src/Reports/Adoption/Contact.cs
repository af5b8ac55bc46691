using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// Which devices of an inventory were in contact at the start: their last check-in was less than two days old. The
/// others are away at the start; some come back during the run, and are not counted as in contact then either.
/// </summary>
internal sealed class Contact
{
    private readonly FleetRoster _roster;

    private Contact(FleetRoster roster) => _roster = roster;

    /// <summary>Null in a fleet that is drawn by shares, and where all devices were in contact.</summary>
    public static Contact? Of(FleetSettings fleet) =>
        fleet.Roster is { } roster && roster.Entries.Any(entry => Absence.IsAway(entry.Kind.DaysSilent))
            ? new(roster)
            : null;

    public bool Has(int device) => !Absence.IsAway(_roster.Of(device).Kind.DaysSilent);
}

/// <summary>The same where all devices may have been in contact.</summary>
internal static class OptionalContact
{
    /// <param name="contact">Null where no device was away.</param>
    public static bool IsInContact(this Contact? contact, int device) => contact?.Has(device) ?? true;
}

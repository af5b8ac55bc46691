namespace RsrActors.Host.Views;

/// <summary>A command that is stored, and so takes effect even if the process ends.</summary>
/// <param name="Number">Live commands count from 1.</param>
/// <param name="At">When it takes effect, as 2023-07-10T17:00:45.250Z.</param>
/// <param name="Ms">The same in milliseconds of virtual time since the scenario's start.</param>
/// <param name="Command">The command in words.</param>
/// <param name="Note">Why it would change nothing at present; null when it would.</param>
internal sealed record AcceptedOrderView(long Number, string At, long Ms, string Command, string? Note);

/// <summary>A live command of the run.</summary>
/// <param name="Number">Live commands count from 1.</param>
/// <param name="At">When it takes effect, as 2023-07-10T17:00:45.250Z.</param>
/// <param name="Ms">The same in milliseconds of virtual time since the scenario's start.</param>
/// <param name="IssuedBy">Who gave it: console, api, page.</param>
/// <param name="Command">The command in words.</param>
internal sealed record LiveCommandRow(long Number, string At, long Ms, string IssuedBy, string Command);

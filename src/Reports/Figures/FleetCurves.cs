using System.Collections.Immutable;

namespace RsrActors.Reports.Figures;

/// <summary>
/// The fleet at full hours of virtual time. The counts of a curve belong to the hours, in their order.
/// </summary>
/// <param name="Ms">The hours, in milliseconds of virtual time since the scenario's start.</param>
/// <param name="Platforms">The platforms of the fleet.</param>
/// <param name="Releases">Each response on each platform on which a device had it.</param>
public sealed record FleetCurves(
    ImmutableArray<long> Ms, ImmutableArray<PlatformCurve> Platforms, ImmutableArray<ReleaseCurve> Releases);

/// <summary>The devices of a platform.</summary>
/// <param name="Devices">All that are enrolled.</param>
/// <param name="Protected">By the rule of <see cref="Report.ProtectedByHour"/>.</param>
public sealed record PlatformCurve(string Platform, IReadOnlyList<int> Devices, IReadOnlyList<int> Protected);

/// <summary>A response on a platform.</summary>
/// <param name="Having">Devices on which it is active.</param>
/// <param name="Browser">Devices whose Safari runs it: those, and devices that have not restarted yet.</param>
/// <param name="Crashes">Crashes noted under it so far.</param>
public sealed record ReleaseCurve(
    string Release, string Platform, IReadOnlyList<int> Having, IReadOnlyList<int> Browser, IReadOnlyList<int> Crashes);

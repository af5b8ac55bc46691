namespace RsrActors.Host.Views;

/// <summary>A count of devices of the fleet.</summary>
/// <param name="Figure">What is counted, in words.</param>
/// <param name="Percent">Of all devices, with one decimal.</param>
internal sealed record FleetFigureRow(string Figure, int Devices, decimal Percent);

/// <summary>The devices of a platform.</summary>
/// <param name="Percent">Protected devices of this platform's devices, with one decimal.</param>
internal sealed record PlatformRow(
    string Platform, int Devices, int Protected, decimal Percent, int BrowserProtected, int Reverted, int Sharing,
    int Managed);

/// <summary>The devices in a state.</summary>
/// <param name="Percent">Of all devices, with one decimal.</param>
internal sealed record StateRow(string State, int Devices, decimal Percent, int Protected);

/// <summary>The devices that run a response on a base.</summary>
/// <param name="Release">The response; null for the base alone.</param>
/// <param name="Percent">Of all devices, with one decimal.</param>
/// <param name="Incoming">Devices of the same base that are installing the response.</param>
internal sealed record ContentRow(
    string? Release, string OsVersion, string BaseBuild, int Devices, decimal Percent, int Incoming);

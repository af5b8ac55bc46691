namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>A device that looks at a published release.</summary>
/// <param name="Machine">The device's identity of 128 bits, as a machine id is.</param>
/// <param name="Draw">
/// The device's draw for this release, uniform on [0, 1) and independent of its draws for other releases.
/// </param>
/// <param name="Lasting">The device's own draw, uniform on [0, 1) and the same for all releases.</param>
/// <param name="Percent">The published percentage.</param>
/// <param name="Elapsed">The time since the publication.</param>
/// <param name="Seen">How long ago the device saw the release first.</param>
public readonly record struct AdmissionRequest(
    UInt128 Machine, string Release, double Draw, double Lasting, double Percent, TimeSpan Elapsed, TimeSpan Seen);

/// <summary>
/// How a device decides whether it is within a ramp: a function of the device and the published document.
/// </summary>
public interface IAdmission
{
    /// <summary>The name of the way, for people.</summary>
    string Name { get; }

    bool Admits(in AdmissionRequest request);

    /// <summary>
    /// How long the device waits when the percentage admits it: from the publication, or from when it saw the release.
    /// </summary>
    TimeSpan WaitOf(in AdmissionRequest request) => TimeSpan.Zero;

    /// <summary>Whether that wait counts from when the device saw the release first.</summary>
    bool WaitsFromSight => false;
}

/// <summary>
/// A percentage by a hash of device and release: the devices that come first are others for each release.
/// </summary>
public sealed record ShareOfFleet : IAdmission
{
    public static readonly ShareOfFleet ByDraw = new();

    public string Name => "share of the fleet";

    public bool Admits(in AdmissionRequest request) => request.Draw * 100 < request.Percent;
}

/// <summary>
/// The device asks the vendor's server, which grants. A poll is a message then, and the percentage opens and closes.
/// </summary>
public sealed record ByGrant : IAdmission
{
    public static readonly ByGrant OfServer = new();

    public string Name => "grant of the server";

    public bool Admits(in AdmissionRequest request) => request.Percent > 0;
}

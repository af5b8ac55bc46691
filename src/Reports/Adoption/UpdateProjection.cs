using RsrActors.Model.Devices.States;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>What the report keeps about one software update.</summary>
/// <param name="place">From 0, in the order of first mention.</param>
internal sealed class UpdateProjection(string version, int place)
{
    private readonly DeviceMarks _marks = new();
    private readonly Tally<DeviceFault> _faults = new();
    private long _offered;
    private long _installed;

    public string Version { get; } = version;

    public int Place { get; } = place;

    public void Offer(int device) => _offered += _marks.Set(device, Mark.Offered) ? 1 : 0;

    public void Install(int device) => _installed += _marks.Set(device, Mark.Installed) ? 1 : 0;

    public void Fail(DeviceFault fault) => _faults.Count((int)fault);

    public SoftwareUpdateFigures ToFigures() => new(Version, _offered, _installed, _faults.ToCounts());
}

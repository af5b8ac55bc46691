using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports;

/// <summary>Counts what went wrong in boots, and with stored files.</summary>
internal sealed class BootProjection
{
    private readonly SortedDictionary<(BootStep, DeviceFault, BootFallback), long> _failures = [];
    private readonly Tally<StoredFile> _files = new();
    private readonly HashSet<int> _locked = [];
    private long _damaged;
    private long _repairs;

    public void Fail(int device, BootStepFailed failed)
    {
        if (failed.Step == BootStep.DataUnlock)
            _locked.Add(device);
        else
            _locked.Remove(device);
        var key = (failed.Step, failed.Fault, failed.Fallback);
        _failures[key] = _failures.GetValueOrDefault(key) + 1;
    }

    public void Damage(StoredFileDamaged damaged)
    {
        _damaged++;
        _files.Count((int)damaged.File);
    }

    /// <summary>
    /// A boot goes on by the hands of a person. When it stopped at the unlock of the Data volume, as on an Intel Mac
    /// with FileVault, the person unlocked it and repaired nothing.
    /// </summary>
    public void Repair(int device) => _repairs += _locked.Remove(device) ? 0 : 1;

    /// <summary>Null when nothing went wrong.</summary>
    public BootFigures? ToFigures() => _failures.Count == 0 && _damaged == 0
        ? null
        : new(
            [
                .. _failures.Select(pair => new BootFailureFigures(
                    Words.Of(pair.Key.Item1), Words.Of(pair.Key.Item2), Words.Of(pair.Key.Item3), pair.Value)),
            ],
            _repairs, _files.ToCounts());
}

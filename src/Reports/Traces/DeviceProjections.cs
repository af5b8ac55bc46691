using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Traces;

/// <summary>What the report keeps about each device, by its number: 40 bytes.</summary>
internal sealed class DeviceProjections(int expected)
{
    private DeviceProjection[] _traces = new DeviceProjection[Math.Max(16, expected)];

    public ReadOnlySpan<DeviceProjection> All => _traces;

    public ref DeviceProjection this[int device]
    {
        get
        {
            if (device >= _traces.Length)
                Array.Resize(ref _traces, Math.Max(device + 1, _traces.Length * 2));
            return ref _traces[device];
        }
    }
}

/// <summary>One device. Places in rosters count from 1 here, so that 0 means none.</summary>
internal struct DeviceProjection
{
    /// <summary>The base build it runs; 0 before it is enrolled.</summary>
    public ushort Build;

    /// <summary>The release that is active on it.</summary>
    public ushort Active;

    /// <summary>The software update it was offered last.</summary>
    public ushort Update;

    /// <summary>The release that only Safari runs, before the restart; 0 when Safari runs the active one.</summary>
    public ushort Safari;

    /// <summary>What it has installed in the background.</summary>
    public BackgroundSet Background;

    /// <summary>The installation, removal or software update that is under way.</summary>
    public WorkProjection Work;

    /// <summary>Its person shares analytics.</summary>
    public bool Shares;

    /// <summary>An organisation manages it.</summary>
    public bool IsManaged;

    /// <summary>It is down, and stays so until a person repairs it.</summary>
    public bool AwaitsHands;

    /// <summary>It is not managed, or its management allows responses to be installed.</summary>
    public bool MayInstall;

    private byte _platform;
    private byte _cause;

    public readonly bool IsEnrolled => Build > 0;

    public Platform Platform
    {
        readonly get => (Platform)_platform;
        set => _platform = (byte)value;
    }

    /// <summary>Why the removal that is under way was started.</summary>
    public RemovalCause Cause
    {
        readonly get => (RemovalCause)_cause;
        set => _cause = (byte)value;
    }

    /// <summary>Who manages the device, if an organisation does, and what it allows.</summary>
    public void Manage(Management? managed) =>
        (IsManaged, MayInstall) = (managed is not null, managed is not { AllowInstallation: false });

    /// <summary>Build, content and sharing are the same.</summary>
    public readonly bool IsAs(in DeviceProjection other) =>
        Build == other.Build && Active == other.Active && Safari == other.Safari && Shares == other.Shares
        && Background == other.Background;

    public readonly bool SafariRuns(int release) => (Safari > 0 ? Safari : Active) == release;

    /// <summary>Whether the release is in use, at least in Safari.</summary>
    public readonly bool Runs(int release) => Active == release || Safari == release;
}

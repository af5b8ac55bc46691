namespace RsrActors.Reports.Traces;

/// <summary>What the report keeps about one device and one release or update.</summary>
[Flags]
internal enum Mark : ushort
{
    None = 0,
    Offered = 1,
    Activated = 2,
    Removed = 4,
    Abandoned = 8,
    BrowserProtected = 16,

    /// <summary>It was on a prerequisite build while the release was published.</summary>
    Eligible = 32,
    Installed = 64,

    /// <summary>It is applied to the device's base: it is active, or a later one is active on top of it.</summary>
    Applied = 128,

    /// <summary>The last installation was given up.</summary>
    GaveUp = 256,

    /// <summary>A person or management removed it, and it is not installed again automatically.</summary>
    TakenOff = 512,

    /// <summary>The first of two bits: how it last stopped being active, see <see cref="DeviceMarks.EndOn"/>.</summary>
    FirstOfEnd = 1024,

    /// <summary>It was active from the start.</summary>
    FromStart = 4096,
}

/// <summary>How a release stopped being active on a device.</summary>
internal enum ActivityEnd
{
    /// <summary>It was removed.</summary>
    Removal,

    /// <summary>A later response took its place.</summary>
    LaterResponse,

    /// <summary>A software update replaced the base.</summary>
    SoftwareUpdate,
}

/// <summary>A set of marks for every device: two bytes each.</summary>
internal sealed class DeviceMarks
{
    private const int EndBits = 3;
    private Mark[] _marks = [];

    public bool Has(int device, Mark mark) => device < _marks.Length && (_marks[device] & mark) != 0;

    /// <summary>Sets a mark. True when the device did not have it.</summary>
    public bool Set(int device, Mark mark)
    {
        ref var marks = ref Of(device);
        if ((marks & mark) != 0)
            return false;
        marks |= mark;
        return true;
    }

    public void Clear(int device, Mark mark)
    {
        if (device < _marks.Length)
            _marks[device] &= ~mark;
    }

    /// <summary>
    /// How the release last stopped being active on the device; null when it did not, or is active again.
    /// </summary>
    public ActivityEnd? EndOn(int device)
    {
        var end = ((int)Of(device) / (int)Mark.FirstOfEnd) & EndBits;
        return end == 0 ? null : (ActivityEnd)(end - 1);
    }

    public void SetEnd(int device, ActivityEnd? end)
    {
        ref var marks = ref Of(device);
        var bits = end is { } some ? (int)some + 1 : 0;
        marks = (Mark)(((int)marks & ~(EndBits * (int)Mark.FirstOfEnd)) | (bits * (int)Mark.FirstOfEnd));
    }

    private ref Mark Of(int device)
    {
        if (device >= _marks.Length)
            Array.Resize(ref _marks, Math.Max(device + 1, Math.Max(1024, _marks.Length * 2)));
        return ref _marks[device];
    }
}

namespace RsrActors.Host.Reports;

/// <summary>What happened at least once on a device with one release or update.</summary>
[Flags]
internal enum Mark : ushort
{
    None = 0,
    Offered = 1,
    Activated = 2,
    Removed = 4,
    Abandoned = 8,
    BrowserProtected = 16,

    /// <summary>It was on a prerequisite build when the release was published.</summary>
    Eligible = 32,
    Installed = 64,

    /// <summary>The first of as many bits as there are causes of a removal.</summary>
    RemovedByFirstCause = 256,
}

/// <summary>A set of marks for every device: two bytes each.</summary>
internal sealed class DeviceMarks
{
    private Mark[] _marks = [];

    public bool Has(int device, Mark mark) => device < _marks.Length && (_marks[device] & mark) != 0;

    /// <summary>Sets a mark. True when the device did not have it.</summary>
    public bool Set(int device, Mark mark)
    {
        if (device >= _marks.Length)
            Array.Resize(ref _marks, Math.Max(device + 1, Math.Max(1024, _marks.Length * 2)));
        ref var marks = ref _marks[device];
        if ((marks & mark) != 0)
            return false;
        marks |= mark;
        return true;
    }
}

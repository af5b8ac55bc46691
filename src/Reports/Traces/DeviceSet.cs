namespace RsrActors.Reports.Traces;

/// <summary>A set of devices: one bit each.</summary>
internal sealed class DeviceSet
{
    private ulong[] _bits = [];

    public bool Has(int device) =>
        device >> 6 is var place && place < _bits.Length && (_bits[place] >> device & 1) != 0;

    /// <returns>True when the device was not in it.</returns>
    public bool Add(int device)
    {
        if (Has(device))
            return false;
        var place = device >> 6;
        if (place >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(place + 1, Math.Max(16, _bits.Length * 2)));
        _bits[place] |= 1UL << device;
        return true;
    }
}

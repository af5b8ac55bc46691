namespace RsrActors.Model.Analytics;

/// <summary>
/// Which days each device has reported, and which of its first uses, crashes and answers are counted. So a report
/// counts once, even when it comes twice or late. It is mutable and has one owner; it takes a few bytes per device.
/// </summary>
/// <param name="devices">The number of devices in the fleet.</param>
/// <param name="marks">How many different firsts are counted for each device.</param>
public sealed class ReportBook(int devices, int marks)
{
    private const int Window = 64;

    private readonly int _words = (marks + Window - 1) / Window;
    private int[] _latest = new int[devices];
    private ulong[] _days = new ulong[devices];
    private ulong[] _marks = new ulong[devices * ((marks + Window - 1) / Window)];

    public int Devices => _latest.Length;

    public int Marks => marks;

    /// <summary>
    /// Notes a device's day; true when the day is new. A day that is 64 or more days before the device's latest one
    /// counts as a repetition.
    /// </summary>
    public bool Note(int device, int day)
    {
        var days = _days[device];
        var latest = days == 0 ? day : _latest[device];
        if (day <= latest - Window)
            return false;
        if (day > latest)
        {
            days = day - latest < Window ? days << (day - latest) : 0;
            latest = day;
        }

        var bit = 1UL << (latest - day);
        if ((days & bit) != 0)
            return false;
        (_latest[device], _days[device]) = (latest, days | bit);
        return true;
    }

    /// <summary>Notes a first of a device; true when it was not noted before.</summary>
    public bool NoteFirst(int device, int mark)
    {
        ref var word = ref _marks[device * _words + mark / Window];
        var bit = 1UL << (mark % Window);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        return true;
    }

    /// <summary>
    /// What is noted of a device's days: its latest day, and one bit for each of the 64 days up to it; no bit is set
    /// when no day is noted.
    /// </summary>
    public (int Latest, ulong Days) DaysOf(int device) => (_latest[device], _days[device]);

    public ReadOnlySpan<ulong> MarksOf(int device) => _marks.AsSpan(device * _words, _words);

    public void Restore(int device, int latest, ulong days, ReadOnlySpan<ulong> firsts)
    {
        (_latest[device], _days[device]) = (latest, days);
        firsts.CopyTo(_marks.AsSpan(device * _words, _words));
    }

    /// <summary>A copy that later changes of this book do not affect.</summary>
    public ReportBook Copy() => new(0, marks)
    {
        _latest = [.. _latest],
        _days = [.. _days],
        _marks = [.. _marks],
    };
}

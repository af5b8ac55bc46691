namespace RsrActors.Model.Analytics;

/// <summary>
/// Which days each device has reported, and which of its firsts are counted: a report counts once, however often and
/// late it comes. It has one owner, who writes in it; a few bytes per device.
/// </summary>
/// <param name="devices">In the fleet.</param>
/// <param name="marks">How many different firsts there are per device.</param>
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
    /// True when the device's day is new. What is 64 days older than the device's latest is taken for a repetition.
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

    /// <summary>True when it is the device's first of that kind.</summary>
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
    /// All that is known of a device: its latest day, and a bit for each of the 64 days up to it; 0 for none.
    /// </summary>
    public (int Latest, ulong Days) DaysOf(int device) => (_latest[device], _days[device]);

    public ReadOnlySpan<ulong> MarksOf(int device) => _marks.AsSpan(device * _words, _words);

    public void Restore(int device, int latest, ulong days, ReadOnlySpan<ulong> firsts)
    {
        (_latest[device], _days[device]) = (latest, days);
        firsts.CopyTo(_marks.AsSpan(device * _words, _words));
    }

    /// <summary>One that nobody writes in.</summary>
    public ReportBook Copy() => new(0, marks)
    {
        _latest = [.. _latest],
        _days = [.. _days],
        _marks = [.. _marks],
    };
}

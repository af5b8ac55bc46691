using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>
/// What was counted of one application under one response in one epoch. An epoch here is one day of reports.
/// </summary>
/// <param name="Crashes">Crashes reported.</param>
/// <param name="Expected">Crashes the baseline expects in the same use.</param>
/// <param name="ActiveDevices">Devices that reported use.</param>
/// <param name="CrashedDevices">Active devices with at least one crash.</param>
/// <param name="NewKinds">Kinds of crash not seen before the response.</param>
public readonly record struct CrashTally(
    long Crashes, double Expected, long ActiveDevices, long CrashedDevices, int NewKinds = 0)
{
    /// <summary>Adds all counts. A device is counted once for each epoch in which it was active.</summary>
    public static CrashTally operator +(CrashTally left, CrashTally right) => new(
        left.Crashes + right.Crashes, left.Expected + right.Expected, left.ActiveDevices + right.ActiveDevices,
        left.CrashedDevices + right.CrashedDevices, left.NewKinds + right.NewKinds);

    public static CrashTally Add(CrashTally left, CrashTally right) => left + right;
}

/// <summary>The devices for which a response is made, each counted once.</summary>
/// <param name="Size">All of these devices, whether they report or not.</param>
/// <param name="Reported">Devices that have reported use under the response.</param>
/// <param name="Crashed">Devices that have reported a crash under the response.</param>
public readonly record struct CrashGroup(long Size, long Reported, long Crashed);

/// <summary>The input of a detection rule.</summary>
/// <param name="Epochs">All epochs so far, the latest last.</param>
/// <param name="Models">The latest epoch by the device's model; empty when nothing is reported for it.</param>
public sealed record CrashView(
    CrashGroup Group, ImmutableArray<CrashTally> Epochs, ImmutableArray<(string Model, CrashTally Tally)> Models)
{
    public CrashTally Latest => Epochs.IsEmpty ? default : Epochs[^1];

    public CrashTally Total => Last(Epochs.Length);

    /// <summary>The sum over the latest epochs.</summary>
    public CrashTally Last(int epochs)
    {
        var sum = default(CrashTally);
        for (var i = Math.Max(0, Epochs.Length - epochs); i < Epochs.Length; i++)
            sum += Epochs[i];
        return sum;
    }
}

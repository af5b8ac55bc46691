using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>What has been counted of one application under one response in one epoch: a day, or six hours.</summary>
/// <param name="Crashes">Reported.</param>
/// <param name="Expected">Crashes the baseline expects in the same use.</param>
/// <param name="ActiveDevices">Devices that reported use.</param>
/// <param name="CrashedDevices">Those of them with at least one crash.</param>
/// <param name="NewKinds">Kinds of crash not seen before the response.</param>
public readonly record struct CrashTally(
    long Crashes, double Expected, long ActiveDevices, long CrashedDevices, int NewKinds = 0)
{
    /// <summary>Counts add up; so do devices, once for each epoch they were active in.</summary>
    public static CrashTally operator +(CrashTally left, CrashTally right) => new(
        left.Crashes + right.Crashes, left.Expected + right.Expected, left.ActiveDevices + right.ActiveDevices,
        left.CrashedDevices + right.CrashedDevices, left.NewKinds + right.NewKinds);

    public static CrashTally Add(CrashTally left, CrashTally right) => left + right;
}

/// <summary>The devices a response went to, each counted once.</summary>
/// <param name="Size">All of them, whether they report or not.</param>
/// <param name="Reported">Those that have reported use since.</param>
/// <param name="Crashed">Those that have reported a crash since.</param>
public readonly record struct CrashGroup(long Size, long Reported, long Crashed);

/// <summary>What a detection rule sees when it is asked.</summary>
/// <param name="Epochs">So far, the latest last.</param>
/// <param name="Models">The latest epoch by the device's model; empty when nobody tells.</param>
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

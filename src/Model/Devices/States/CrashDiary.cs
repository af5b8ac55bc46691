using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// What a device stores about crashes, as a fold of its events: which content was in use when, and what crashed. It
/// does not contain hours of use, because they are a function of device and day. The diary itself is never sent.
/// </summary>
/// <param name="Content">Ascending; the first entry begins before every moment.</param>
/// <param name="Crashes">Ascending.</param>
/// <param name="BaseSince">When the present base began. Crashes and use on an earlier base are not compared.</param>
/// <param name="SharesSince">Crashes and use before this moment are not shared.</param>
/// <param name="Recommended">Responses whose removal was recommended, each once.</param>
/// <param name="Asked">The recommendation that the person has not answered yet.</param>
public sealed record CrashDiary(
    ImmutableArray<ContentInUse> Content,
    ImmutableArray<NotedCrash> Crashes,
    VirtualTime BaseSince,
    VirtualTime SharesSince,
    ImmutableArray<string> Recommended,
    Recommendation? Asked)
{
    /// <summary>Before every moment, because devices are in use long before the scenario starts.</summary>
    private static readonly VirtualTime Always = new(long.MinValue);

    public static readonly CrashDiary Empty = new([new(Always, true, null, null)], [], Always, Always, [], null);

    public ContentInUse Now => Content[^1];

    /// <summary>The version of the list of affected applications that the device has; 0 before the first.</summary>
    public int FetchedList { get; init; }

    /// <param name="boots">Whether the device is down when the event happens.</param>
    /// <returns>The same diary when the event changes nothing in it.</returns>
    public CrashDiary With(DeviceEvent happened, VirtualTime at, bool boots = false) => happened switch
    {
        Enrolled { Response: { } release } => this with { Content = [new(Always, true, release, release)] },
        // A device that cannot be unlocked is not used.
        BootStepFailed { Step: BootStep.DataUnlock } when Now.Up => Changed(at, Now with { Up = false }),
        DataVolumeUnlocked when !Now.Up && !boots => Changed(at, Now with { Up = true }),
        SafariRelaunched e => Changed(at, Now with { Safari = e.Release }),
        Restarted => Changed(at, Now with { Up = false }),
        ResponseActivated e => Changed(at, new(at, true, e.Release, e.Release)) with { Asked = null },
        ResponsesRemoved e => Changed(at, Now.Without(e.Releases)) with { Asked = null },
        SoftwareUpdateInstalled => Changed(at, new(at, true, null, null)) with { BaseSince = at, Asked = null },
        // A software update that fails when the device is down has failed in its boot; the previous snapshot is up.
        SoftwareUpdateAttemptFailed when !Now.Up => Changed(at, Now with { Up = true }),
        BootLoopEnded => Changed(at, Now with { Up = true }),
        ApplicationCrashed e => this with { Crashes = Crashes.Add(new(at, e.Application, e.Release)) },
        RemovalRecommended e =>
            this with { Recommended = Recommended.Add(e.Release), Asked = new(e.Release, e.Application, at) },
        RecommendationAnswered => this with { Asked = null },
        AffectedApplicationsFetched e => this with { FetchedList = e.Version },
        AnalyticsSharingChanged { SharesAnalytics: true } => this with { SharesSince = at },
        _ => this,
    };

    private CrashDiary Changed(VirtualTime at, ContentInUse now) => this with
    {
        Content = (Now.Since == at ? Content.RemoveAt(Content.Length - 1) : Content).Add(now with { Since = at }),
    };
}

/// <summary>The content that a device runs from a moment on.</summary>
/// <param name="Up">Whether the device runs; false during a restart.</param>
/// <param name="Safari">The response that Safari runs on; null on the base.</param>
/// <param name="Elsewhere">
/// The response that all other applications run on; null on the base. On a Mac, Safari may run on a newer one.
/// </param>
public readonly record struct ContentInUse(VirtualTime Since, bool Up, string? Safari, string? Elsewhere)
{
    /// <summary>
    /// The content after a removal. If Safari ran on a removed response, it runs on what the other applications run on.
    /// </summary>
    public ContentInUse Without(ImmutableArray<string> releases)
    {
        var elsewhere = Elsewhere is not null && releases.Contains(Elsewhere) ? null : Elsewhere;
        return new(Since, true, Safari is not null && releases.Contains(Safari) ? elsewhere : Safari, elsewhere);
    }

    public string? Of(string application) => application == Scenarios.Application.Safari ? Safari : Elsewhere;
}

/// <param name="Release">The response in use; null on the base.</param>
public readonly record struct NotedCrash(VirtualTime At, string Application, string? Release);

/// <summary>A removal that a device has recommended to its person.</summary>
public sealed record Recommendation(string Release, string Application, VirtualTime At);

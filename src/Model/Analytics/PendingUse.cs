using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>What crash analytics has counted for rollout rules and not told the update service yet.</summary>
/// <param name="News">Sums of the reports since the last news.</param>
/// <param name="Due">When the update service is told; never without news.</param>
/// <param name="Starts">The releases that are published, in the order of their publication, with its day.</param>
public sealed record PendingUse(UseNews News, VirtualTime Due, ImmutableArray<(string Release, int Day)> Starts)
{
    public static readonly PendingUse None = new(UseNews.None, VirtualTime.Never, []);

    public bool IsEmpty => News.IsEmpty;

    /// <summary>A release is published. A report counts as one since then from that day on.</summary>
    public PendingUse Starting(string release, int day) =>
        Starts.Any(start => start.Release == release) ? this : this with { Starts = Starts.Add((release, day)) };

    /// <summary>After the update service is told.</summary>
    public PendingUse Told() => new(UseNews.None, VirtualTime.Never, Starts);

    public bool IsSince(string release, int day)
    {
        foreach (var start in Starts)
        {
            if (start.Release == release)
                return day >= start.Day;
        }

        return false;
    }

    public PendingUse With(SliceUse news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var all = News.Use;
        for (var i = 0; i < all.Length; i++)
        {
            var one = all[i];
            if (one.Release == news.Release && one.Slice == news.Slice && one.OnRelease == news.OnRelease
                && one.IsSince == news.IsSince)
            {
                return With(News with
                {
                    Use = all.SetItem(i, one with
                    {
                        Use = one.Use + news.Use,
                        NewDevices = one.NewDevices + news.NewDevices,
                        NewCrashedDevices = one.NewCrashedDevices + news.NewCrashedDevices,
                    }),
                });
            }
        }

        return With(News with { Use = all.Add(news) });
    }

    public PendingUse With(KindUse news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var all = News.Kinds;
        for (var i = 0; i < all.Length; i++)
        {
            var one = all[i];
            if (one.Release == news.Release && one.Application == news.Application
                && one.Signature == news.Signature && one.OnRelease == news.OnRelease)
            {
                return With(News with
                {
                    Kinds = all.SetItem(i, one with
                    {
                        Crashes = one.Crashes + news.Crashes, Devices = one.Devices + news.Devices,
                    }),
                });
            }
        }

        return With(News with { Kinds = all.Add(news) });
    }

    private PendingUse With(UseNews news) => this with { News = news };
}

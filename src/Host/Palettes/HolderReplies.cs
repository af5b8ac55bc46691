using System.Text.Json;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Palettes;

/// <summary>Who has a release, and to whom it is still to come, as the console shows it.</summary>
internal sealed class HolderReplies(LiveSimulation live)
{
    private static readonly Table<HolderRow> Columns = new([
        new("by", 8), new("name", 18), new("having", 8, IsRight: true), new("toCome", 8, IsRight: true),
        new("inSafari", 8, IsRight: true),
        .. ReleasePresences.ToCome.Select(step => new Column(
            JsonNamingPolicy.CamelCase.ConvertName($"{step}"), Math.Max(8, $"{step}".Length), IsRight: true)),
    ]);

    public async Task<Answer> Having(Call call, IReply reply, CancellationToken cancelled)
    {
        var release = live.Scenario.AllReleases.First(one => one.Id == call.ReleaseId);
        var (_, service) = await live.UpdateService(cancelled);
        var (at, holders) = await live.Holders(release, cancelled);
        var all = holders.Total;
        if (!reply.IsJson)
        {
            var phase = ReleaseOptions.Standing(service.State.Find(release.Id).Phase);
            await reply.Write(
                $"{release.Id} is {phase} at {live.Instant(at)}: "
                + $"{HumanText.Count(all.Having, "device has", "devices have")} it, "
                + $"and it is still to come to {HumanText.Count(all.ToCome)}.");
        }

        await Columns.Header(reply);
        await Row("fleet", "all", all);
        foreach (var (platform, count) in holders.ByPlatform)
            await Row("platform", platform.Name, count);
        foreach (var (model, count) in holders.ByModel)
            await Row("model", model, count);
        if (!live.Scenario.Fleet.Rings.IsEmpty)
        {
            foreach (var (ring, count) in holders.ByRing)
                await Row("ring", live.Scenario.Fleet.Rings[ring].Name, count);
        }

        return Answer.Done;

        ValueTask Row(string by, string name, HolderCount count) => Columns.Row(reply, new()
        {
            By = by,
            Name = name,
            Having = count.Having,
            ToCome = count.ToCome,
            InSafari = count.InSafari,
            Offered = count.At(ReleasePresence.Offered),
            Downloading = count.At(ReleasePresence.Downloading),
            AwaitingTicket = count.At(ReleasePresence.AwaitingTicket),
            Preparing = count.At(ReleasePresence.Preparing),
            Staged = count.At(ReleasePresence.Staged),
            PutOff = count.At(ReleasePresence.PutOff),
            Restarting = count.At(ReleasePresence.Restarting),
        });
    }
}

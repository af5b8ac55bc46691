using BenchmarkDotNet.Attributes;
using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Hot;

/// <summary>Sorting the mail of a window for one service: a thousand messages in one second.</summary>
public class MailBenchmarks
{
    private readonly MessageOrder _order = new(1);
    private readonly Message[] _mail = [.. Enumerable.Range(0, 1_000).Select(i =>
    {
        var due = new Dice(1, EntityId.Device(i)).Between(
            TimeSpan.Zero, TimeSpan.FromSeconds(1), Purpose.RequestLatency);
        return new Message(
            EntityId.SigningService, EntityId.Device(i), VirtualTime.Zero, 0, VirtualTime.Zero + due, "");
    })];

    [Benchmark]
    public Message[] Sort()
    {
        Message[] mail = [.. _mail];
        Array.Sort(mail, _order);
        return mail;
    }
}

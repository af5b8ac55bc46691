using CsCheck;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Signing;

public sealed class ServerPoolTests
{
    private static readonly Gen<(int Servers, (int Gap, int Service)[] Visits)> Queue =
        Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Int[0, 20], Gen.Int[0, 60]).Array[0, 60]);

    [Fact]
    public void Requests_are_served_in_the_order_of_arrival() => Queue.Sample((servers, visits) =>
    {
        var pool = new ServerPool(servers, []);
        var now = 0L;
        var expected = new List<(long Start, long End)>();
        foreach (var (gap, service) in visits)
        {
            now += gap;
            // By hand: start at the first millisecond at which fewer than all servers are at work on earlier visits.
            var start = Math.Max(now, expected.Count == 0 ? 0 : expected[^1].Start);
            while (expected.Count(one => one.Start <= start && one.End > start) >= servers)
                start++;
            expected.Add((start, start + service));

            Assert.Equal(start - now, (long)pool.Wait(new(now)).TotalMilliseconds);
            Assert.Equal(start + service, pool.Serve(new(now), TimeSpan.FromMilliseconds(service)).Milliseconds);
        }
    }, iter: 2_000);

    [Fact]
    public void A_pool_continues_from_its_busy_servers() => Gen.Select(Queue, Gen.Int[0, 59]).Sample((queue, at) =>
    {
        var (servers, visits) = queue;
        var (whole, part) = (new ServerPool(servers, []), new ServerPool(servers, []));
        var now = VirtualTime.Zero;
        for (var i = 0; i < visits.Length; i++)
        {
            now += TimeSpan.FromMilliseconds(visits[i].Gap);
            if (i == at)
                part = new(servers, part.BusyUntil(now));
            var service = TimeSpan.FromMilliseconds(visits[i].Service);
            Assert.Equal(whole.Serve(now, service), part.Serve(now, service));
        }
    }, iter: 2_000);

    // Little and Erlang: with load a and c servers the mean wait is C(c, a) * service / (c - a).
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(2, 1.4)]
    [InlineData(4, 3)]
    [InlineData(10, 8)]
    public void The_mean_wait_follows_Erlangs_formula(int servers, double load)
    {
        const int Visits = 200_000;
        var service = TimeSpan.FromSeconds(100);
        var (dice, pool, now, waited) =
            (new Dice(42, EntityId.SigningService), new ServerPool(servers, []), VirtualTime.Zero, 0.0);
        for (var n = 0; n < Visits; n++)
        {
            now += dice.Exponential(service / load, Purpose.ToyDelay, n);
            waited += pool.Wait(now).TotalSeconds;
            pool.Serve(now, dice.Exponential(service, Purpose.ServiceTime, n));
        }

        var expected = ErlangC(servers, load) * service.TotalSeconds / (servers - load);
        Assert.InRange(waited / Visits, 0.93 * expected, 1.07 * expected);
    }

    [Fact]
    public void A_pool_needs_a_server() => Assert.Throws<ArgumentOutOfRangeException>(() => new ServerPool(0, []));

    private static double ErlangC(int servers, double load)
    {
        var (term, sum) = (1.0, 0.0);
        for (var k = 0; k < servers; k++)
        {
            sum += term;
            term *= load / (k + 1);
        }

        var waiting = term * servers / (servers - load);
        return waiting / (sum + waiting);
    }
}

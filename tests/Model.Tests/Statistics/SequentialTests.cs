using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Statistics;

public sealed class SequentialTests
{
    [Theory]
    [InlineData(0.05, 0.1, 2.890372, -2.251292)]
    [InlineData(0.05, 0.05, 2.944439, -2.944439)]
    [InlineData(0.01, 0.1, 4.499810, -2.292535)]
    public void Wald_s_bounds_follow_from_the_two_errors(double alpha, double beta, double upper, double lower)
    {
        Assert.Equal(upper, new WaldSprt(2, alpha, beta).Upper, 6);
        Assert.Equal(lower, new WaldSprt(2, alpha, beta).Lower, 6);
    }

    [Theory]
    [InlineData(7, 2, 2.852030)]
    [InlineData(9, 3, 3.238325)]
    [InlineData(4, 5, -2.227411)]
    public void Wald_s_ratio_for_twice_the_rate(long events, double expected, double ratio) =>
        Assert.Equal(ratio, new WaldSprt(2, 0.05, 0.1).LogLikelihoodRatio(events, expected), 6);

    [Theory]
    [InlineData(0, 0, 0.5, 1)]
    [InlineData(5, 20, 0.5, 24.290515)]
    [InlineData(10, 20, 0.5, 1.152831)]
    [InlineData(3, 12, 0.5, 4.501099)]
    [InlineData(2, 9, 0.5, 3.103030)]
    [InlineData(22, 78, 0.1, 50.06526)]
    [InlineData(20, 80, 0.1, 8.45525)]
    [InlineData(100, 100, 0.5, 0.088292)]
    [InlineData(8, 0, 0.5, 28.444444)]
    [InlineData(1, 0, 0.01, 50)] // The trap of a flat prior.
    public void The_evidence_of_two_counts_with_a_flat_prior(long treated, long control, double share, double e) =>
        Assert.Equal(e, EvidenceProcess.OfCounts(treated, control, share, 1, 1), e > 8 ? 5 : 6);

    [Fact]
    public void The_evidence_of_steps_is_that_of_all_events_at_once() => Assert.Equal(
        PortableMath.Log(EvidenceProcess.OfCounts(22, 78, 0.1, 0.2, 1.8)),
        EvidenceProcess.LogFactor((0.2, 1.8), (0, 0), (3, 40), 0.1)
        + EvidenceProcess.LogFactor((0.2, 1.8), (3, 40), (0, 0), 0.1)
        + EvidenceProcess.LogFactor((0.2, 1.8), (3, 40), (19, 38), 0.1),
        10);

    [Theory]
    [InlineData(0, 1, 1.359141)]
    [InlineData(3, 1, 1.019356)]
    [InlineData(5, 1, 5.096778)]
    [InlineData(6, 1, 15.290335)]
    [InlineData(10, 5, 1.484471)]
    public void The_evidence_of_one_count(long events, double expected, double e) =>
        Assert.Equal(e, PortableMath.Exp(EvidenceProcess.LogOfCount(events, expected, 1, 1)), 6);

    [Theory] // By dynamic programming: the chance of a halt within 1,000 events, and the mean events at it.
    [InlineData(0.01, 1, 2, 0.00133, double.NaN)]
    [InlineData(0.01, 2, 100, 0.45922, 556.08)]
    [InlineData(0.05, 5, 2, 1, 38.63)]
    [InlineData(0.1, 1, 100, 0.00854, double.NaN)]
    [InlineData(0.1, 5, 2, 1, 22.63)]
    [InlineData(0.5, 1, 2, 0.01786, double.NaN)]
    [InlineData(0.5, 2, 100, 1, 114.10)]
    public void Looking_after_every_event_keeps_the_false_alarms_below_alpha(
        double share, double ratio, double kappa, double halts, double events)
    {
        var (chance, mean) = OneSided(share, ratio, kappa);

        Assert.Equal(halts, chance, 5);
        if (!double.IsNaN(events))
            Assert.Equal(events, mean, 2);
    }

    [Fact]
    public void The_bound_of_a_confidence_sequence_narrows_with_the_sample()
    {
        var widths = new[] { 100.0, 1000, 5000, 100_000 }
            .Select(n => ConfidenceSequence.OneSidedWidth(1 / Math.Sqrt(n), n, 0.05, 5000)).ToArray();

        Assert.Equal(widths.OrderDescending(), widths);
        Assert.All(
            widths.Zip([100.0, 1000, 5000, 100_000]),
            pair => Assert.True(pair.First > 1.645 / Math.Sqrt(pair.Second)));
    }

    private static (double Chance, double Events) OneSided(double share, double ratio, double kappa)
    {
        const int Most = 1000;
        var treated = ratio * share / (ratio * share + 1 - share);
        var (chance, events) = (0.0, 0.0);
        var now = new double[Most + 2];
        now[0] = 1;
        for (var n = 1; n <= Most; n++)
        {
            var next = new double[Most + 2];
            for (var x = 0; x <= n; x++)
            {
                var p = now[x] * (1 - treated) + (x > 0 ? now[x - 1] * treated : 0);
                if (p == 0)
                    continue;
                var isHalt = x > share * n && EvidenceProcess.OfCounts(
                    x, n - x, share, kappa * share, kappa * (1 - share)) >= 20;
                if (isHalt)
                    (chance, events) = (chance + p, events + p * n);
                else
                    next[x] = p;
            }

            now = next;
        }

        return (chance, events / chance);
    }
}

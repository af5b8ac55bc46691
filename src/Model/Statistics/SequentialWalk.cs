using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>A look at a growing count: a count above <see cref="Most"/> by <see cref="At"/> is a signal.</summary>
internal readonly record struct Look(double At, int Most);

/// <summary>
/// The chance that a sequential test signals, and its time at the signal: E[time; signal], not divided by the chance.
/// </summary>
internal readonly record struct SignalChance(double Probability, double Time);

/// <summary>
/// The exact chance that a counting process ever exceeds a rising sequence of limits. From look to look it computes the
/// distribution of the count without a signal so far; what exceeds the limit in between is a signal. Looks ascend in
/// both values. The chance of a signal is a sum of tails and never one minus a sum, so it is precise when it is small.
/// </summary>
internal sealed class SequentialWalk
{
    // Far below any alpha, even when each of a thousand looks leaves out a thousand such terms.
    private const double Negligible = 1e-30;

    private const double LargestStep = 30;

    private readonly double _shape; // Infinite for a Poisson process.
    private readonly double _ratio;

    private double[] _now;
    private double[] _next;
    private double[] _row = new double[256];
    private double[] _tail = new double[256];
    private int _terms;
    private int _low;
    private int _high;

    private SequentialWalk(double shape, double ratio, int most)
    {
        (_shape, _ratio) = (shape, ratio);
        (_now, _next) = (new double[most + 2], new double[most + 2]);
        _now[0] = 1;
    }

    /// <summary>A Poisson process whose count is expected to be <paramref name="ratio"/> times the time.</summary>
    public static SignalChance OfPoisson(ReadOnlySpan<Look> looks, double ratio) =>
        new SequentialWalk(double.PositiveInfinity, ratio, looks[^1].Most).Through(looks);

    /// <summary>
    /// A Poisson process whose rate is <paramref name="ratio"/> times a gamma variable of the given shape: Pólya's
    /// process. It is Markov: from a count of k at time r, the increase by time s is negative binomial with shape + k
    /// successes of probability (1 + ratio r) / (1 + ratio s). Its time at the signal is not computed.
    /// </summary>
    public static double OfPolya(ReadOnlySpan<Look> looks, double shape, double ratio) =>
        new SequentialWalk(shape, ratio, looks[^1].Most).Through(looks).Probability;

    private SignalChance Through(ReadOnlySpan<Look> looks)
    {
        var (chance, time, from) = (0.0, 0.0, 0.0);
        foreach (var look in looks)
        {
            var width = look.At - from;
            var parts = Math.Max(1, (int)Math.Ceiling(Mean(from, width, look.Most) / LargestStep));
            for (var part = 1; part <= parts; part++)
            {
                var to = part == parts ? look.At : from + width / parts;
                var step = Step(from, to, look.Most);
                chance += step.Probability;
                time += step.Time;
                from = to;
            }
        }

        return new(chance, time);
    }

    private SignalChance Step(double from, double to, int most)
    {
        var (chance, time) = (0.0, 0.0);
        Array.Clear(_next, _low, Math.Min(most + 1, _next.Length) - _low);
        var poisson = double.IsPositiveInfinity(_shape);
        if (poisson)
            Increase(PortableMath.Exp(-_ratio * (to - from)), _ratio * (to - from), 0);

        // Pólya: the probability of a failure follows from the two times.
        var failure = _ratio * (to - from) / (1 + _ratio * to);
        var none = poisson ? 0 : PortableMath.Exp((_shape + _low) * PortableMath.Log1P(-failure));

        for (var k = _low; k <= _high; k++)
        {
            if (!poisson)
            {
                Increase(none, (_shape + k) * failure, failure);
                none *= 1 - failure;
            }

            var missing = most + 1 - k; // To the signal, which comes at the last of these arrivals.
            var here = _now[k];
            if (missing < _terms)
            {
                chance += here * _tail[missing];
                time += here * (from * _tail[missing] + missing / _ratio * _tail[missing + 1]);
            }

            var terms = Math.Min(_terms, missing);
            var target = _next.AsSpan(k, terms);
            var row = _row.AsSpan(0, terms);
            for (var j = 0; j < row.Length; j++)
                target[j] += here * row[j];
        }

        _high = Math.Min(_high + _terms - 1, most);
        (_now, _next) = (_next, _now);
        while (_low < _high && _now[_low] < Negligible)
            _low++;
        return new(chance, time);
    }

    /// <summary>
    /// Fills the distribution of one increase: q(j + 1) = q(j) (first + j slope) / (j + 1), with its tails.
    /// </summary>
    private void Increase(double none, double first, double slope)
    {
        _row[0] = none;
        var j = 0;
        for (var q = none; q >= Negligible || j < first; j++)
        {
            if (j + 3 > _row.Length)
            {
                Array.Resize(ref _row, _row.Length * 2);
                Array.Resize(ref _tail, _tail.Length * 2);
            }

            q *= (first + j * slope) / (j + 1);
            _row[j + 1] = q;
        }

        _terms = j + 1;
        _tail[_terms] = 0;
        for (var i = j; i >= 0; i--)
            _tail[i] = _tail[i + 1] + _row[i];
    }

    private double Mean(double from, double width, int most) => double.IsPositiveInfinity(_shape)
        ? _ratio * width
        : (_shape + most) * _ratio * width / (1 + _ratio * from);
}

using System.Collections.Immutable;
using RsrActors.Laboratory.Calibration;
using RsrActors.Laboratory.Designs;
using RsrActors.Model.Statistics.Designs;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Laboratory.Calibration;

/// <summary>Whether a calibration finds what it was not told: synthetic fleets whose people are known.</summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private const string Free = "seekers,decide,never-update,automatic-updates";
    private const int Devices = 2000;

    /// <summary>
    /// Four parameters of twenty fleets, in 90 % intervals: 72 of 80 are expected, and fewer than 65 with a chance of
    /// 1 %. A parameter that is called identified has an interval that is half as wide as the prior's at most. The short
    /// form is one fleet with a third of the runs.
    /// </summary>
    [Fact, Trait("Length", "Long")]
    public async Task Known_people_lie_in_their_intervals()
    {
        var (fleets, schedule) = LongTests.AreShort ? (1, CalibrationSchedule.Quick) : (20, CalibrationSchedule.Usual);
        var places = LatinHypercube.Points(20, 4, seed: 2026);
        var parameters = FreeParameter.Read(Free, out _)!.Value;
        var (within, identified, pairs) = (0, 0, 0);
        for (var i = 0; i < fleets; i++)
        {
            // The ends of a prior are no likely people.
            double[] truth = [.. places[i].Select((x, k) => parameters[k].At(0.05 + 0.9 * x))];
            ImmutableArray<string> settings =
                [.. parameters.Select((one, k) => $"{one.Key}={one.TextOf(truth[k])}")];
            var observed = await SmallCalibrations.Observe(
                "bsi-26.3.1-a", [.. settings, "scenario.duration=14 d"], Devices, CommonSeeds.SeedOf(77, i + 1),
                [1, 3, 6, 12, 18, .. Enumerable.Range(1, 13).Select(day => 24.0 * day)]);
            var result = await SmallCalibrations.Run(
                SmallCalibrations.Plan(
                    new() { Scenario = "bsi-26.3.1-a", Free = Free, Devices = Devices, ObservedDevices = Devices,
                        Seed = (ulong)i + 1 },
                    observed),
                schedule);
            for (var k = 0; k < 4; k++)
            {
                var posterior = result.Parameters[k].Posterior;
                var isWithin = truth[k] >= posterior.Low && truth[k] <= posterior.High;
                (pairs, within) = (pairs + 1, within + (isWithin ? 1 : 0));
                identified += posterior.IsIdentified ? 1 : 0;
                output.WriteLine(
                    $"{i + 1} {parameters[k].Name}: {truth[k]:0.00} in {posterior.Low:0.00} to {posterior.High:0.00} "
                    + $"{(isWithin ? "" : "NOT ")}within, {posterior.Width:0.00} of the prior");
                if (posterior.IsIdentified)
                    AssertHalfAsWide(parameters[k], posterior.Low, posterior.High);
            }
        }

        output.WriteLine($"{within} of {pairs} within, {identified} identified");
        Assert.True(within >= 65 * pairs / 80, $"{within} of {pairs} lie in their 90 % interval.");
        Assert.True(identified >= pairs / 4, $"{identified} of {pairs} are identified.");
    }

    private static void AssertHalfAsWide(FreeParameter parameter, double low, double high) =>
        Assert.InRange((high - low) / (parameter.At(0.95) - parameter.At(0.05)), 0, 0.5);
}

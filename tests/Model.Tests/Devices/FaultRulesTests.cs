using CsCheck;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

public sealed class FaultRulesTests
{
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);

    private static readonly RetryPolicy Retries = new(6, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), Jitter: 0.5);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(6, 60)]
    [InlineData(1_000, 60)]
    public void A_pause_doubles_up_to_the_longest(int attempt, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Retries.PauseAfter(attempt, chance: 0));

    [Fact]
    public void Jitter_only_shortens_a_pause() =>
        Gen.Select(Gen.Int[1, 50], Gen.Double.Unit, Gen.Double[0, 1]).Sample((attempt, chance, jitter) =>
        {
            var policy = Retries with { Jitter = jitter };
            var (whole, drawn) = (policy.PauseAfter(attempt, 0), policy.PauseAfter(attempt, chance));
            Assert.InRange(
                drawn.TotalMilliseconds, Math.Floor(whole.TotalMilliseconds * (1 - jitter)) - 1,
                whole.TotalMilliseconds);
        });

    /// <summary>Fault, attempt, fresh downloads so far, and whether the step is tried again.</summary>
    public static TheoryData<DeviceFault, int, int, bool> Rules => new()
    {
        { DeviceFault.NetworkInterrupted, 1, 0, true },
        { DeviceFault.NetworkInterrupted, 5, 0, true },
        { DeviceFault.NetworkInterrupted, 6, 0, false },
        { DeviceFault.SigningUnreachable, 5, 0, true },
        { DeviceFault.SigningUnreachable, 6, 0, false },
        { DeviceFault.SigningRateLimited, 5, 0, true },
        { DeviceFault.SigningRateLimited, 6, 0, false },
        { DeviceFault.StaleNonce, 5, 0, true },
        { DeviceFault.StaleNonce, 6, 0, false },
        { DeviceFault.PatchDigestMismatch, 1, 0, true },
        { DeviceFault.PatchDigestMismatch, 2, 1, false },
        { DeviceFault.ImageDigestMismatch, 1, 0, true },
        { DeviceFault.ImageDigestMismatch, 2, 1, false },
        { DeviceFault.SealBroken, 1, 0, true },
        { DeviceFault.SealBroken, 2, 1, false },
        { DeviceFault.TicketRefused, 1, 0, false },
        { DeviceFault.ConstraintViolated, 1, 0, false },
        { DeviceFault.BadSignature, 1, 0, false },
        { DeviceFault.ContentNotAuthenticated, 1, 0, false },
        { DeviceFault.DidNotStart, 1, 0, false },
        { DeviceFault.StoredFileDamaged, 5, 4, true },
        { DeviceFault.StoredFileDamaged, 6, 5, false },
        { DeviceFault.BootTicketInvalid, 1, 0, false },
        { DeviceFault.SnapshotSealBroken, 1, 0, false },
        { DeviceFault.KernelDigestMismatch, 1, 0, false },
        { DeviceFault.CryptexTicketInvalid, 1, 0, false },
        { DeviceFault.CryptexNotGrafted, 1, 0, false },
        { DeviceFault.ContentNotTrusted, 1, 0, false },
        { DeviceFault.DataUnlockFailed, 1, 0, false },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_step_is_tried_again_after_some_faults(DeviceFault fault, int attempt, int freshDownloads, bool again)
    {
        var world = Plain().World();
        var job =
            InstallJob.First(A, OfferSource.Automatic) with { Attempt = attempt, FreshDownloads = freshDownloads };

        var retryAt = FaultRules.RetryAt(new(world.Resting(), Noon, world, Publications.None), job, fault);

        Assert.Equal(again, retryAt is not null);
        if (retryAt is { } at)
            Assert.InRange(
                at - Noon, world.Install.Retry.PauseAfter(attempt, 1), world.Install.Retry.PauseAfter(attempt, 0));
    }

    [Fact]
    public void Every_fault_is_a_gate_or_is_in_the_table() => Assert.All(
        Enum.GetValues<DeviceFault>(),
        fault => Assert.NotEqual(
            FaultRules.IsGate(fault),
            Rules.Any(row => (DeviceFault)row[0] == fault)
                || UpdateStepTests.Failures.Any(row => (DeviceFault)row[1] == fault)));
}

using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;
using RsrActors.TestFleets;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>The order of a boot's steps, and their real work on bytes.</summary>
public sealed class BootTests : IDisposable
{
    private const string Variant = "iphone-20F75";

    private readonly Bench _memoised = new(memoise: true);
    private readonly Bench _verifying = new(memoise: false);

    public static TheoryData<Platform, bool> Platforms
    {
        get
        {
            var data = new TheoryData<Platform, bool>();
            foreach (var platform in Enum.GetValues<Platform>())
            {
                data.Add(platform, false);
                data.Add(platform, true);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Platforms))]
    public void The_kernel_starts_before_any_step_of_a_cryptex(Platform platform, bool fileVault)
    {
        var steps = BootSteps.Of(platform, fileVault);

        Assert.Equal(Enum.GetValues<BootStep>(), steps.Order());
        Assert.Equal(BootStep.BootTicket, steps[0]);
        BootStep[] ofCryptexes =
            [BootStep.CryptexTicket, BootStep.CryptexGraft, BootStep.TrustCaches, BootStep.UserSpace];
        var kernel = steps.IndexOf(BootStep.Kernel);
        Assert.Equal(ofCryptexes, steps.Where(step => ofCryptexes.Contains(step)));
        Assert.All(ofCryptexes, step => Assert.True(steps.IndexOf(step) > kernel));
    }

    [Theory]
    [InlineData(Platform.IPhone, false, false)]
    [InlineData(Platform.MacAppleSilicon, true, false)]
    [InlineData(Platform.MacIntel, false, false)]
    [InlineData(Platform.MacIntel, true, true)]
    public void Only_an_Intel_Mac_with_FileVault_unlocks_before_the_kernel(
        Platform platform, bool fileVault, bool unlocksFirst)
    {
        var steps = BootSteps.Of(platform, fileVault);

        Assert.Equal(unlocksFirst, steps.IndexOf(BootStep.DataUnlock) < steps.IndexOf(BootStep.Kernel));
        Assert.Equal(!unlocksFirst, steps[^1] == BootStep.DataUnlock);
    }

    [Fact]
    public void A_boot_with_a_response_loads_the_trust_caches_of_the_system_and_of_both_cryptexes()
    {
        var content = _memoised.Library.Of(A, Variant);
        ImmutableArray<Digest> expected =
        [
            _memoised.World.BootOf(Platform.IPhone, "20F75").Measurements.TrustCache,
            content.Os.Image.Measurements.TrustCache, content.App.Image.Measurements.TrustCache,
        ];

        Assert.Equal(expected, _memoised.Boot(A).TrustCaches.AsEnumerable());
        Assert.Equal(expected, _verifying.Boot(A).TrustCaches.AsEnumerable());
        Assert.Equal(expected[0], _memoised.Boot(null).TrustCaches[0]);
        Assert.NotEqual(expected[1], _memoised.Boot(null).TrustCaches[1]);
    }

    [Fact]
    public void Content_that_no_loaded_trust_cache_lists_does_not_run()
    {
        var fault = Assert.Throws<ContentNotTrustedException>(() => _memoised.Boot(A, BootStep.TrustCaches));

        Assert.Contains("No loaded trust cache lists System/", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<BootStep, Type> Faults => new()
    {
        { BootStep.BootTicket, typeof(BootTicketInvalidException) },
        { BootStep.SystemSnapshot, typeof(SnapshotSealBrokenException) },
        { BootStep.Kernel, typeof(KernelDigestMismatchException) },
        { BootStep.CryptexTicket, typeof(CryptexTicketInvalidException) },
        { BootStep.CryptexGraft, typeof(CryptexNotGraftedException) },
        { BootStep.TrustCaches, typeof(ContentNotTrustedException) },
        { BootStep.DataUnlock, typeof(DataUnlockFailedException) },
    };

    /// <summary>Also a flipped bit in a ticket that was verified before: its digest is another one.</summary>
    [Theory, MemberData(nameof(Faults))]
    public void A_flipped_bit_is_found_by_the_step_that_reads_it(BootStep step, Type fault)
    {
        _memoised.Boot(A);
        foreach (var damage in (ulong[])[0, 1UL << 63, ulong.MaxValue])
        {
            Assert.Throws(fault, () => _memoised.Boot(A, step, damage));
            Assert.Throws(fault, () => _verifying.Boot(A, step, damage));
        }
    }

    [Theory]
    [InlineData(BootStep.CryptexTicket, StoredFile.Ticket)]
    [InlineData(BootStep.CryptexGraft, StoredFile.Image)]
    public void A_damaged_file_of_the_response_is_found_when_a_boot_reads_it(BootStep step, StoredFile file)
    {
        var fault = Assert.Throws<StoredFileDamagedException>(() => _memoised.Boot(A, step, stored: file));

        Assert.Equal(file, fault.File);
    }

    [Fact]
    public void Damaged_patches_antipatches_and_tickets_are_found_when_they_are_read()
    {
        var state = _memoised.World.Resting();
        (StoredFile File, Action Read)[] readings =
        [
            (StoredFile.Patch, () => _memoised.Mechanism.Stage(new(A, Variant, null, null, StoredDamage: 5))),
            (StoredFile.Antipatch, () => _memoised.Mechanism.Revert(new(A, Variant, StoredDamage: 5))),
            (StoredFile.Ticket, () => _memoised.Mechanism.ReuseTicket(
                new(A, Variant, state.Binding, state.Nonce, StoredDamage: 5))),
        ];

        Assert.All(readings, one =>
            Assert.Equal(one.File, Assert.Throws<StoredFileDamagedException>(one.Read).File));
    }

    /// <summary>The digest of another ticket proves nothing, so the ticket is verified by the key.</summary>
    [Fact]
    public void A_boot_ticket_that_was_not_verified_before_is_verified_by_the_key()
    {
        _memoised.Boot(A, change: work => work with { VerifiedBootTicket = null });
        _memoised.Boot(A, change: work => work with { VerifiedBootTicket = Digest.Sha384([1]) });

        // With another nonce the ticket that is read is a sound one, but not the one that this device has verified.
        var other = _memoised.World.BootBindingOf(_memoised.World.TraitsOf(0), "20G75").NonceHash;
        _memoised.Boot(A, change: work => work with { Device = work.Device with { NonceHash = other } });
    }

    [Fact]
    public void User_space_may_not_start() => Assert.Throws<DidNotStartException>(
        () => _memoised.Boot(A, change: work => work with { Starts = false }));

    public void Dispose()
    {
        _memoised.Dispose();
        _verifying.Dispose();
    }

    /// <summary>A phone, and the mechanism that boots it.</summary>
    private sealed class Bench : IDisposable
    {
        public Bench(bool memoise)
        {
            var plain = Plain();
            World = (plain with { Kernel = plain.Kernel with { Memoise = memoise } }).World();
            Library = new(World.Scenario);
            Mechanism = new(
                World, Library,
                new TicketAuthority(World, Library, SigningIdentities.Own(), SigningIdentities.Foreign),
                memoise ? new MemoisedCryptexes() : new RecomputedCryptexes());
        }

        public World World { get; }

        public ResponseLibrary Library { get; }

        public DeviceMechanism Mechanism { get; }

        public WorkResult.Booted Boot(
            string? response, BootStep? step = null, ulong damage = 77, StoredFile? stored = null,
            Func<DeviceWork.Boot, DeviceWork.Boot>? change = null)
        {
            var state = World.Resting();
            var work = new DeviceWork.Boot(
                Platform.IPhone, FileVault: false, "20F75", World.BootBindingOf(state.Traits, "20F75"),
                response is null ? null : new(response, Variant, state.Binding, state.Nonce),
                state.Os.BootTicketDigest, Starts: true, step is { } fails ? new(fails, damage, stored) : null);
            return Mechanism.Boot(change is null ? work : change(work));
        }

        public void Dispose() => Mechanism.Dispose();
    }
}

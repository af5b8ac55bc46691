using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The section <c>volumes</c>.</summary>
public sealed class VolumeTests
{
    [Fact]
    public void Volumes_have_sizes_shares_and_a_quota()
    {
        var volumes = Accepted(Volumes(
            "storage = [64 GB, 128 GB], free = [5 %, 20 %], nearly-full-free = 1 GB, preboot-quota = 6 GB")).Volumes;

        Assert.Equal([64_000_000_000, 128_000_000_000], volumes.Storage.AsEnumerable());
        Assert.Equal((0.05, 0.2), volumes.Free);
        Assert.Equal((1_000_000_000L, (long?)6_000_000_000), (volumes.NearlyFullFree, volumes.PrebootQuota));
    }

    [Theory]
    [InlineData("storage = []", "volumes.storage: found an empty list", "one size or more")]
    [InlineData("storage = [16 GB]", "volumes.storage: found '16 GB'", "32 GB to ")]
    [InlineData("storage = [999999999 GB]", "volumes.storage: found '999999999 GB'", "to 10000 GB")]
    [InlineData("free = [20 %, 5 %]", "volumes.free: found [20 %, 5 %]", "the smaller one first")]
    [InlineData("free = [20 %]", "volumes.free: found [20 %]", "two shares")]
    [InlineData("preboot-quota = much", "volumes.preboot-quota: found 'much'", "allowed is off, a size")]
    [InlineData("preboot-quota = 1 GB", "volumes.preboot-quota: found '1 GB'", "which the system of iphone has there")]
    public void Volumes_with_a_wrong_value_are_refused(string line, params string[] parts)
    {
        var message = Refused(Volumes(line));

        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_chance_that_storage_is_full_is_refused_with_its_successor() => Assert.Contains(
        "faults.storage-full: this key is gone; use volumes.nearly-full",
        Refused(Read(Small + "\nfaults { storage-full = 1 % }")), StringComparison.Ordinal);

    private static ScenarioReading Volumes(string line) => Read($"{Small}\nvolumes {{ {line} }}");
}

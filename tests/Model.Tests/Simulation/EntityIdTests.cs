using CsCheck;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class EntityIdTests
{
    private static readonly Gen<EntityId> Entity = Gen.OneOf(
        Gen.Int[0, 30].Select(EntityId.Device),
        Gen.Int[0, int.MaxValue].Select(EntityId.Device),
        Gen.Int[9_999_990, 10_000_010].Select(EntityId.Device),
        Gen.OneOf("16.5.1-a", "16.5.1-c", "16.5.1", "26.3-a").Select(EntityId.Release),
        Gen.OneOf(
            EntityId.SigningService, EntityId.UpdateService, EntityId.CrashAnalytics, EntityId.Operator,
            EntityId.Fleet));

    [Theory]
    [InlineData("device-0000042")]
    [InlineData("device-12345678")]
    [InlineData("release-16.5.1-a")]
    [InlineData("signing-service")]
    [InlineData("operator")]
    public void The_name_of_an_entity_is_read_back_unchanged(string name) =>
        Assert.Equal(name, EntityId.Parse(name).ToString());

    [Fact]
    public void An_entity_is_found_by_its_name() => Entity.Sample(entity =>
    {
        var read = EntityId.Parse(entity.ToString());
        Assert.Equal(entity, read);
        Assert.Equal(entity.Key, read.Key);
    });

    [Fact]
    public void Entities_are_ordered_as_their_names_are() => Gen.Select(Entity, Entity).Sample((one, other) =>
    {
        var byName = Math.Sign(string.CompareOrdinal(one.ToString(), other.ToString()));
        Assert.Equal(byName, Math.Sign(one.CompareTo(other)));
        Assert.Equal(byName < 0, one < other);
        Assert.Equal(byName >= 0, one >= other);
    }, iter: 20_000);

    [Fact]
    public void Every_entity_has_its_own_key() =>
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(i => EntityId.Device(i).Key).Distinct().Count());

    [Fact]
    public void A_release_knows_its_id_and_a_device_has_none()
    {
        Assert.Equal("16.5.1-a", EntityId.Release("16.5.1-a").ReleaseId);
        Assert.Null(EntityId.Device(1).ReleaseId);
        Assert.True(EntityId.Device(0).IsDevice);
        Assert.False(EntityId.Fleet.IsDevice);
    }
}

using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

/// <summary>When a device queries the list of affected applications, and which version it is answered with.</summary>
public sealed class ListQueriesTests
{
    private static readonly AffectedApplications List = new(
        3, [new(A, "safari", Day(1)), new(A, "mail", Day(1)), new(C, "safari", Day(1)), new(A, "zoom", Day(2))]);

    /// <summary>
    /// One publication adds entries of one response: two publications of one moment are two versions.
    /// </summary>
    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1, 2)]
    [InlineData(1.9, 2)]
    [InlineData(2, 3)]
    public void A_query_is_answered_with_the_version_of_its_moment(double day, int version) =>
        Assert.Equal(version, List.VersionAt(Day(day)));

    [Fact]
    public void A_newer_version_is_known_from_its_moment_on()
    {
        Assert.Equal([Day(1), Day(1), Day(2)], Enumerable.Range(0, 3).Select(List.NewerThan));
        Assert.True(List.NewerThan(3).IsNever);
        Assert.True(AffectedApplications.None.NewerThan(0).IsNever);
    }

    [Theory]
    [InlineData("zoom", 3, true)]
    [InlineData("zoom", 2, false)]
    [InlineData("mail", 2, true)]
    [InlineData("mail", 0, false)]
    [InlineData("notes", 3, false)]
    public void A_version_names_the_applications_published_by_then(string application, int version, bool named) =>
        Assert.Equal(named, List.Names(A, application, version));

    [Fact]
    public void The_answer_is_the_first_one_to_a_query_that_is_not_too_early() => Gen.Select(
        Gen.Int[1, 40], Gen.Int[0, 60], Gen.Double[0, 20], Gen.Double[0, 20], Gen.Int[0, 999]).Sample(
        (hours, minutes, from, after, device) =>
        {
            var world = Plain().World();
            var traits = world.TraitsOf(device);
            var settings = new ListSettings(
                TimeSpan.FromHours(hours), new(TimeSpan.Zero, TimeSpan.FromMinutes(minutes)));
            var queries = new ListQueries(settings, world.LifeOf(traits), traits.Dice);

            var (asked, answered) = queries.Next(Day(from), Day(after));

            Assert.True(asked >= Day(from) && answered >= Day(after) && asked <= answered);
            Assert.True(answered - VirtualTime.Max(Day(from), Day(after)) <= 2 * settings.Every + settings.Latency.To);
            Assert.Equal((asked, answered), queries.Next(Day(from), answered));
            Assert.Equal((asked, answered), queries.Next(asked, answered));
            Assert.True(queries.Next(Day(from), answered.Next()).Answered > answered);
        });

    [Fact]
    public void A_device_has_nothing_to_wait_for_when_its_list_is_the_newest()
    {
        var world = Plain().World();
        var traits = world.TraitsOf(0);

        Assert.True(new ListQueries(ListSettings.Default, world.LifeOf(traits), traits.Dice)
            .Next(VirtualTime.Never, Day(1)).Answered.IsNever);
    }
}

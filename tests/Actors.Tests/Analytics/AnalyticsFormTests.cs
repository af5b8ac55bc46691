using System.Collections.Immutable;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Analytics;

/// <summary>What crash analytics stores is read back unchanged, and takes few bytes.</summary>
public sealed class AnalyticsFormTests
{
    private const string A = "16.5.1-a";

    private static readonly Surveillance Surveillance = new(Samples.World.Scenario);

    private static readonly CrashCell Cell = Enumerable.Range(0, 3)
        .Aggregate(CrashCell.Empty, (cell, day) => cell.With(new(
            0, VirtualTime.Zero, 1, Platform.IPhone, ReportedUse.Of(day, 1.5), true, day > 0)));

    public static TheoryData<string, object> Stored => new()
    {
        { "report",
            new CrashReport(-1, Platform.MacIntel, "Mac14,2", [new("safari", null, 2, 1.75), new("mail", A, 0, 0.1)]) },
        { "recommendation", new RecommendationReport(A, "safari", true) },
        { "start", new SurveillanceStarts(A) },
        { "list", new ListPublished(A, ["safari", "mail"]) },
        { "rollout starts", new RolloutStarts(A) },
        { "list", new AffectedApplications(2, [new(A, "safari", new(70)), new(A, "mail", new(80))]) },
        {
            "working", new AnalyticsWorking(
                7, [new(12, 3), new(9, -1)], [new(12, 4)], [new(5, Cell)],
                [new(1, new(90), [new(1, 2, 3), default])], [new(1, 0, new(2, 1))])
            {
                Pending = new(
                    new(
                        [new(A, SliceKey.Whole, true, true, new() { Crashes = 1, Expected = 0.5 }, 1, 1)],
                        [new(A, "mail", "base-01", false, 2, 0)]),
                    new(900), [(A, 3)]),
            }
        },
        { "report for a rule",
            new CrashReport(
                2, Platform.MacIntel, "Mac14,2",
                [new("safari", A, 2, 1.75) { Kinds = [new("added by 16.5.1-a", 1), new("base-01", 1)] }])
            {
                OnUpdate = "16.6", Ring = "pilot",
            } },
    };

    [Theory, MemberData(nameof(Stored))]
    public void Stored_values_are_read_back_unchanged(string what, object stored)
    {
        var bytes = Samples.Format.Encode(stored);
        var decoded = Samples.Format.Decode(bytes);

        Assert.Equal((what, Samples.InFull(stored)), (what, Samples.InFull(decoded)));
        Assert.Equal(bytes, Samples.Format.Encode(decoded));
    }

    /// <summary>In the order of the samples. Lines are added, never changed.</summary>
    [Fact]
    public void Golden_bytes_of_analytics_are_read_for_ever() => Assert.Equal(
        [
            "rmNyYXNoLXJlcG9ydC0xlP8Dp01hYzE0LDKSlKZzYWZhcmnAAss//AAAAAAAAJSkbWFpbKgxNi41LjEtYQDLP7mZmZmZmZo=",
            "t3JlY29tbWVuZGF0aW9uLXJlcG9ydC0xk6gxNi41LjEtYaZzYWZhcmnD",
            "tXN1cnZlaWxsYW5jZS1zdGFydHMtMZGoMTYuNS4xLWE=",
            "sGxpc3QtcHVibGlzaGVkLTGSqDE2LjUuMS1hkqZzYWZhcmmkbWFpbA==",
            "sHJvbGxvdXQtc3RhcnRzLTGRqDE2LjUuMS1h",
            "t2FmZmVjdGVkLWFwcGxpY2F0aW9ucy0xkgKSk6gxNi41LjEtYaZzYWZhcmlGk6gxNi41LjEtYaRtYWlsUA==",
            "s2FuYWx5dGljcy13b3JraW5nLTOXB5KSDAOSCf+RkgwEkZIFk5MDzgD3MUADAwKRkwFakpMBAgOTAAAAkZMBAJICAZOSkZeoMTYu"
            + "NS4xLWGToACgw8OVAAABAMs/4AAAAAAAAAEBkZaoMTYuNS4xLWGkbWFpbKdiYXNlLTAxwgIAzQOEkZKoMTYuNS4xLWED",
            "rmNyYXNoLXJlcG9ydC0xlgIDp01hYzE0LDKRlaZzYWZhcmmoMTYuNS4xLWECyz/8AAAAAAAAkpKxYWRkZWQgYnkgMTYuNS4xLWEB"
            + "kqdiYXNlLTAxAaQxNi42pXBpbG90",
        ],
        Stored.Select(row => Convert.ToBase64String(Samples.Format.Encode(row[1]))));

    [Fact]
    public void A_snapshot_is_read_back_unchanged()
    {
        var book = new ReportBook(13, Surveillance.Marks);
        book.Note(3, 5);
        book.Note(3, 4);
        book.Note(12, 70);
        book.NoteFirst(12, 1);
        book.NoteFirst(7, 2);
        var state = AnalyticsState.Initial(Surveillance) with
        {
            Epoch = 16,
            Seq = 4,
            Affected = new(1, [new(A, "safari", new(70))]),
        };
        state = (state with { Cells = state.Cells.SetItem(4, Cell) }).With(1, watched => watched with
        {
            Since = new(60),
            History = [new(1, 2, 3)],
            Findings =
            [
                new(new(65), new(A, "safari", Platform.IPhone, 9, 1.5, "why") { Counts = new(70, 3, 80) }),
            ],
            Listed = ["safari"],
            ListDue = new(900),
            Recommendations = [new(1, 2)],
        });

        var bytes = Samples.Format.Encode(new AnalyticsSnapshot(state, book));
        var decoded = (AnalyticsSnapshot)Samples.Format.Decode(bytes);

        Assert.Equal(Samples.InFull(state), Samples.InFull(decoded.State));
        Assert.Equal(bytes, Samples.Format.Encode(decoded));
        Assert.All(Enumerable.Range(0, 13), device =>
        {
            Assert.Equal(book.DaysOf(device), decoded.Book.DaysOf(device));
            Assert.Equal(book.MarksOf(device).ToArray(), decoded.Book.MarksOf(device).ToArray());
        });
    }

    [Fact]
    public void A_reporting_device_takes_few_bytes_in_a_snapshot()
    {
        ImmutableArray<NotedReport> reports = [.. Enumerable.Range(0, 1000).Select(
            device => new NotedReport(device, 3))];
        var empty = Samples.Format.Encode(new AnalyticsWorking(7, [], [], [], [], [])).Length;

        Assert.InRange(
            Samples.Format.Encode(new AnalyticsWorking(7, reports, [], [], [], [])).Length - empty, 1, 5 * 1000 + 3);
    }
}

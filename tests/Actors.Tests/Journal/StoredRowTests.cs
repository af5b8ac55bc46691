using System.Collections.Immutable;
using Akka.Actor;
using CsCheck;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Tests.Vocabulary;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>Rows as bytes: with a checksum, damaged, and golden.</summary>
public sealed class StoredRowTests : Akka.TestKit.Xunit2.TestKit
{
    private readonly JournalSerializer _serializer;

    public StoredRowTests() => _serializer = new JournalSerializer((ExtendedActorSystem)Sys, Samples.Format);

    [Fact]
    public void A_stored_row_is_read_back_unchanged() => Assert.All(Samples.Rows, sample =>
    {
        var bytes = _serializer.ToBinary(sample.Row);

        var row = _serializer.FromBinary(bytes, _serializer.Manifest(sample.Row));

        Assert.Equal(Samples.InFull(sample.Row), Samples.InFull(row));
        Assert.Equal(bytes, _serializer.ToBinary(row));
    });

    [Fact]
    public void Any_changed_byte_of_a_row_is_found()
    {
        var rows = Rows();

        Gen.Select(Gen.Int[0, rows.Length - 1], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255])
            .Sample((which, place, change) =>
            {
                var (manifest, bytes) = rows[which];
                var damaged = bytes.ToArray();
                damaged[place % damaged.Length] ^= change;
                Assert.Throws<DamagedRowException>(() => _serializer.FromBinary(damaged, manifest));
            }, threads: 1);
    }

    [Fact]
    public void A_row_that_is_cut_off_is_found()
    {
        var (manifest, bytes) = Rows()[1];

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Throws<DamagedRowException>(() => _serializer.FromBinary(bytes[..length], manifest)));
    }

    [Fact]
    public void A_row_whose_kind_differs_from_its_content_is_found()
    {
        var (_, bytes) = Rows()[0];

        Assert.Throws<DamagedRowException>(() => _serializer.FromBinary(bytes, "epoch-1"));
        Assert.Throws<UnknownPayloadException>(() => _serializer.FromBinary(bytes, "epoch-999"));
    }

    [Fact]
    public void Rows_have_short_type_names_and_a_serializer_number_that_never_changes()
    {
        Assert.Equal(1_616_510, _serializer.Identifier);
        Assert.Equal(
            ["closed-1", "ended-1", "epoch-1", "live-1", "state-1"],
            Samples.Rows.Select(sample => _serializer.Manifest(sample.Row)).Distinct().Order());
        Assert.Throws<UnknownPayloadException>(() => _serializer.Manifest("a text"));
    }

    [Fact]
    public async Task The_actor_system_stores_rows_in_this_form()
    {
        await using var simulations = new RunSimulations(Samples.Format);

        Assert.All(Samples.Rows, sample =>
            Assert.IsType<JournalSerializer>(simulations.System.Serialization.FindSerializerFor(sample.Row)));
    }

    /// <summary>Every version of the program reads the rows that an earlier version stored.</summary>
    [Theory, MemberData(nameof(GoldenRows))]
    public void A_golden_row_is_read_for_ever(string name, string manifest, string stored)
    {
        var row = _serializer.FromBinary(Convert.FromBase64String(stored), manifest);

        Assert.Equal(Samples.InFull(Samples.Rows.Single(sample => sample.Name == name).Row), Samples.InFull(row));
    }

    /// <summary>Without compression, because a later version may compress the same content better.</summary>
    [Theory, MemberData(nameof(GoldenForms))]
    public void A_golden_form_is_written_for_ever(int place, string form)
    {
        var payloads = Payloads();

        Assert.Equal(form, Convert.ToBase64String(Samples.Format.Encode(payloads[place])));
    }

    /// <summary>A form that is no longer written stays in old journals.</summary>
    [Theory, MemberData(nameof(RetiredForms))]
    public void A_retired_form_is_read_for_ever(string manifest, string stored)
    {
        var payload = Samples.Format.Decode(Convert.FromBase64String(stored));

        Assert.Equal(
            Samples.InFull(Samples.Retired.Single(one => one.Manifest == manifest).Payload), Samples.InFull(payload));
    }

    [Fact]
    public void Every_stored_type_has_a_golden_form()
    {
        Assert.Equal(Samples.Retired.Select(one => one.Manifest), Golden("retired.txt").Select(line => line[0]));
        Assert.Equal(Payloads().Length, Golden("forms.txt").Count());
        Assert.Equal(Samples.Rows.Select(sample => sample.Name), Golden("rows.txt").Select(line => line[0]));
    }

    [Fact]
    public void The_hash_of_the_golden_history_is_the_same_for_ever() => Assert.Equal(
        Golden("hash.txt").Single()[0],
        EventBlock.Encode(Samples.GoldenHistory, HistoryHash.Empty, Samples.Format).Sum.ToString());

    public static TheoryData<string, string, string> GoldenRows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var line in Golden("rows.txt"))
                data.Add(line[0], line[1], line[2]);
            return data;
        }
    }

    public static TheoryData<string, string> RetiredForms
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in Golden("retired.txt"))
                data.Add(line[0], line[1]);
            return data;
        }
    }

    public static TheoryData<int, string> GoldenForms
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (place, line) in Golden("forms.txt").Index())
                data.Add(place, line[1]);
            return data;
        }
    }

    private static object[] Payloads() => [.. Samples.Events, .. Samples.Mail, .. Samples.States];

    private ImmutableArray<(string Manifest, byte[] Bytes)> Rows() =>
        [.. Samples.Rows.Select(sample => (_serializer.Manifest(sample.Row), _serializer.ToBinary(sample.Row)))];

    /// <summary>Lines of words; text after a # is for people.</summary>
    private static IEnumerable<string[]> Golden(string file) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Journal", "Golden", file))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '));
}

using System.Collections.Immutable;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>The sections <c>groups</c> and <c>rings</c> of one scenario.</summary>
internal static class RingGrammar
{
    private static readonly ImmutableArray<string> Groups = ["tills", "it", "\"a.b\""];

    /// <param name="line">Writes one line.</param>
    /// <returns>The names of the rings.</returns>
    public static ImmutableArray<string> Write(Chance chance, ScenarioValues values, Action<string> line)
    {
        var groups = chance.Percent(70) ? [] : Groups[..chance.Between(1, Groups.Length)];
        if (!groups.IsEmpty)
        {
            line("groups {");
            foreach (var group in groups)
                line($"  {group} {{ {string.Join(", ", KeysOfGroup(chance, values))} }}");
            line("}");
        }

        if (chance.Percent(60))
            return [];
        ImmutableArray<string> rings = [.. Enumerable.Range(0, chance.Between(1, 4)).Select(i => $"r{i}")];
        line("rings = [");
        for (var i = 0; i < rings.Length; i++)
            line($"  {{ name = {rings[i]}, {string.Join(", ", KeysOfRing(chance, values, i, groups))} }}");
        line("]");
        return rings;
    }

    /// <summary>A command for a ring, or an enforcement by local time.</summary>
    public static string Command(Chance chance, string release, ImmutableArray<string> rings) =>
        (rings.IsEmpty ? 0 : chance.Below(3)) switch
        {
            0 => $"do = enforce, release = \"{release}\", local-deadline = \"{chance.Of(
                "2023-07-10T21:00", "2023-07-11T09:30", "2026-08-25T00:00", "1970-01-01T12:00")}\"",
            1 => $"do = promote, release = \"{release}\", ring = {chance.OneOf(rings)}",
            _ => $"do = hold-ring, release = \"{release}\", ring = {chance.OneOf(rings)}, cause = x",
        };

    private static IEnumerable<string> KeysOfGroup(Chance chance, ScenarioValues values)
    {
        yield return $"share = {values.Share()}";
        if (chance.Percent(20))
            yield return $"shares-analytics = {values.Share()}";
        if (chance.Percent(30))
            yield return $"behaviour {{ seekers = {values.Share()}, put-off = {values.Duration("1 min")} }}";
        if (chance.Percent(20))
        {
            yield return $"management {{ managed = {values.Share()}, "
                + $"deferrals.combined = {chance.Of("0 d", "7 d", "90 d")} }}";
        }

        if (chance.Percent(30))
        {
            var (from, until) = chance.Of(("22 h", "4 h"), ("0 h", "12 h"), ("13 h", "24 h"));
            yield return $"maintenance-window {{ from = {from}, until = {until}, days = "
                + $"[{values.Word(chance.Of("monday", "sunday", "monday, tuesday"))}] }}";
        }

        if (chance.Percent(30))
            yield return $"blocked-days = [{chance.Of("\"2023-07-11\"", "\"2023-07-10\", \"2023-07-12\"", "")}]";
    }

    private static IEnumerable<string> KeysOfRing(
        Chance chance, ScenarioValues values, int place, ImmutableArray<string> groups)
    {
        if (place < groups.Length)
            yield return $"groups = [{groups[place]}]";
        yield return $"share = {chance.Of("0 %", "5 %", "30 %")}";
        var kind = chance.Below(4);
        if (kind == 0)
            yield return "by = approval";
        else if (kind == 1 && place > 0)
            yield return $"after = {values.Duration("0 s")}";
        else if (kind == 2)
            yield return $"offset = {values.Duration("0 s")}";
        if (chance.Percent(30))
            yield return $"preset = {values.Word(chance.Of("none", "autopatch-test", "autopatch-ring-1"))}";
        if (chance.Percent(40))
            yield return $"deadline = {chance.Of("off", "0 s", "6 h", "1 d")}, grace = {values.Duration("0 s")}";
    }
}

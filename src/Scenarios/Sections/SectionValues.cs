using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Scenarios;

namespace RsrActors.Scenarios.Sections;

/// <summary>The kinds of values a scenario has.</summary>
internal static class SectionValues
{
    extension(Section section)
    {
        public TimeSpan Duration(string key, string? otherwise, TimeSpan? least = null, TimeSpan? most = null) =>
            section.Value(
                key, otherwise, TimeSpan.FromHours(1),
                DurationBetween(least ?? TimeSpan.Zero, most ?? Quantity.LongestDuration));

        /// <summary>A range, <c>[1 min, 2 min]</c>.</summary>
        /// <param name="shown">Shown in place of the default, when it depends on another key.</param>
        /// <param name="or">What else is allowed, for messages: <c>, or computed</c>.</param>
        public Span Between(string key, (string From, string To) otherwise, string? shown = null, string or = "")
        {
            var (from, to) = otherwise;
            var ends = section.Words(key, shown ?? $"[{from}, {to}]");
            if (!section.Has(key))
                ends = [from, to];
            var read = DurationBetween(TimeSpan.Zero, Quantity.LongestDuration);
            var found = $"found [{string.Join(", ", ends)}], allowed are two durations";
            if (ends.Length != 2)
                return section.Refuse(key, $"{found} such as [{from}, {to}]{or}", default(Span));
            if (!read(ends[0], out var first, out var why) || !read(ends[1], out var last, out why))
                return section.Refuse(key, why + or, default(Span));
            return first <= last
                ? new(first, last)
                : section.Refuse(key, $"{found}, the shorter one first{or}", default(Span));
        }

        /// <summary>
        /// A range, or <c>computed</c>, the default: then it is null and follows from something else.
        /// </summary>
        /// <param name="example">For messages.</param>
        public Span? BetweenOrComputed(string key, (string From, string To) example) => section.HasList(key)
            ? section.Between(key, example, Computed, $", or {Computed}")
            : section.Value<Span?>(key, Computed, null, (string text, out Span? value, out string why) =>
            {
                value = null;
                why = $"found '{text}', allowed are two durations such as [{example.From}, {example.To}], "
                    + $"or {Computed}";
                return text == Computed;
            });

        /// <summary>A seed: any whole number of 64 bits.</summary>
        public ulong Seed(string key, string otherwise) =>
            section.Value(key, otherwise, 0UL, static (string text, out ulong seed, out string why) =>
            {
                why = $"found '{text}', allowed is a whole number from 0 to {ulong.MaxValue}";
                return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
            });

        /// <summary>A share as a probability, 0 to 1.</summary>
        public double Share(string key, string? otherwise) => section.Value<double>(key, otherwise, 0, ReadShare);

        /// <summary>A value that stands for another one of the scenario where the key is absent.</summary>
        /// <param name="otherwise">Shown in place of a default.</param>
        /// <param name="read">Reads the key, which the section has.</param>
        /// <param name="absent">The value when it has not.</param>
        public T Optional<T>(string key, string otherwise, Func<T> read, T absent) => section.Has(key)
            ? read()
            : section.Value(key, otherwise, absent, (string text, out T value, out string why) =>
            {
                (value, why) = (absent, "");
                return true;
            });

        /// <summary>A share as a percentage, 0 to 100, with two decimals at most, as in events.</summary>
        public double Percent(string key, string? otherwise) =>
            section.Value<double>(key, otherwise, 0, static (string text, out double value, out string why) =>
            {
                var found = ReadPercent(text, out var percent, out why);
                value = Nearest(percent);
                if (!found || Math.Round(percent, 2) == percent)
                    return found;
                why = $"found '{text}', allowed is a share in percent with at most two decimals";
                return false;
            });

        /// <summary>A share that is a whole number of percent.</summary>
        public int WholePercent(string key, string? otherwise) =>
            section.Value<int>(key, otherwise, 0, static (string text, out int value, out string why) =>
            {
                var found = ReadPercent(text, out var percent, out why);
                value = (int)percent;
                why = found && value != percent ? $"found '{text}', allowed is a whole number of percent" : why;
                return found && value == percent;
            });

        public double? ShareOrOff(string key) => section.Value<double?>(
            key, "off", null, static (string text, out double? value, out string why) =>
            {
                (value, why) = (null, "");
                if (text == "off")
                    return true;
                var found = ReadPercent(text, out var percent, out why);
                value = Nearest(percent / 100);
                return found;
            });

        /// <summary>
        /// From 1 B to 1 TB. At the lowest rate, a larger download would outlast any scenario on the slowest devices.
        /// </summary>
        public long Size(string key, string? otherwise) =>
            section.Value(key, otherwise, 1L, WholeOf(Quantity.Size, 1, 1_000_000_000_000));

        /// <summary>A size, or <c>computed</c>, the default: then it follows from what changes.</summary>
        public long SizeOrComputed(string key, Func<long> compute) =>
            section.Value(key, Computed, 1L, (string text, out long value, out string why) =>
            {
                (value, why) = (text == Computed ? compute() : 0, "");
                if (text == Computed || WholeOf(Quantity.Size, 1, 1_000_000_000_000)(text, out value, out why))
                    return true;
                why += $", or {Computed}";
                return false;
            });

        /// <summary>Likewise, where two more words stand for a size that is computed.</summary>
        public long SizeOrComputed(string key, Func<long> compute, string first, string second, out string? word)
        {
            var found = (string?)null;
            var size = section.Value(key, Computed, 1L, (string text, out long value, out string why) =>
            {
                found = text == Computed || text == first || text == second ? text : null;
                (value, why) = (found is null ? 0 : compute(), "");
                if (found is not null || WholeOf(Quantity.Size, 1, 1_000_000_000_000)(text, out value, out why))
                    return true;
                why += $", {Computed}, {first} or {second}";
                return false;
            });
            word = found;
            return size;
        }

        public long Rate(string key, string? otherwise) =>
            section.Value(key, otherwise, 1000L, WholeOf(Quantity.Rate, 1000, 1_000_000_000_000));

        public int Count(string key, string? otherwise, int least, int most) =>
            section.Value(key, otherwise, least, (string text, out int value, out string why) =>
            {
                why = $"found '{text}', allowed is a whole number from {least} to {most}";
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                    && value >= least && value <= most;
            });

        /// <summary>A number that may have a fraction; the key names what is counted.</summary>
        public double Number(string key, string? otherwise, int least, int most) =>
            section.Value<double>(key, otherwise, least, (string text, out double value, out string why) =>
            {
                why = $"found '{text}', allowed is a number from {least} to {most}";
                var read = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                value = Nearest(number);
                return read && value >= least && value <= most;
            });

        public bool Switch(string key, string? otherwise) =>
            section.Value(key, otherwise, false, static (string text, out bool value, out string why) =>
            {
                why = $"found '{text}', allowed is on or off";
                value = text is "on" or "true" or "yes";
                return value || text is "off" or "false" or "no";
            });

        /// <summary>Refuses shares whose sum is not 100 %. A sum of doubles may be wrong in its last digit.</summary>
        public void RefuseUnlessAll(string key, IEnumerable<double> shares)
        {
            var sum = shares.Sum();
            if (Math.Abs(sum - 1) > 1e-9)
                section.RefuseTogether(
                    key, $"found shares that add up to {Math.Round(100 * sum, 6)} %, allowed is 100 %");
        }

        /// <summary>Refuses a list that is too long.</summary>
        public void RefuseMany(string key, int count, int most)
        {
            if (count > most)
                section.RefuseTogether(key, $"found {count} entries, allowed are at most {most}");
        }

        /// <summary>Free text.</summary>
        public string Text(string key, string? otherwise) =>
            section.Text(key, otherwise, "text in one line, without control characters", static _ => true);

        public string Text(string key, string? otherwise, string allowed, Func<string, bool> fits) =>
            section.Value(key, otherwise, "", (string text, out string value, out string why) =>
            {
                (value, why) = (text, $"found '{text}', allowed is {allowed}");
                return fits(text) && !text.Any(char.IsControl);
            });

        /// <summary>One of several words.</summary>
        public string Choice(string key, string? otherwise, params string[] words) =>
            section.Text(
                key, otherwise, $"one of {string.Join(", ", words)}",
                word => words.Contains(word, StringComparer.Ordinal));
    }

    private const string Computed = "computed";

    public static ValueReader<TimeSpan> DurationBetween(TimeSpan least, TimeSpan most) =>
        (string text, out TimeSpan value, out string why) =>
        {
            var milliseconds = Quantity.Duration.Read(text, out why);
            var whole = milliseconds is { } number && decimal.Truncate(number) == number;
            value = TimeSpan.FromMilliseconds(whole ? (long)milliseconds!.Value : 0);
            if (whole && value >= least && value <= most)
                return true;
            why += milliseconds is null ? $", allowed is {Quantity.Duration.Allowed}"
                : whole ? $", allowed is a duration from {ScenarioWords.Of(least)} to {ScenarioWords.Of(most)}"
                : ", allowed is a whole number of milliseconds";
            return false;
        };

    /// <summary>A <see cref="ValueReader{T}"/> of a share as a probability.</summary>
    public static bool ReadShare(string text, out double share, out string why)
    {
        var found = ReadPercent(text, out var percent, out why);
        share = Nearest(percent / 100);
        return found;
    }

    /// <summary>A value, or a word in its place that means that there is none.</summary>
    public static ValueReader<T?> OrNull<T>(string word, ValueReader<T> read)
        where T : struct => (string text, out T? value, out string why) =>
        {
            (value, why) = (null, "");
            if (text == word)
                return true;
            var found = read(text, out var some, out why);
            value = some;
            why = why.Replace("allowed is ", $"allowed is {word}, ", StringComparison.Ordinal);
            return found;
        };

    /// <summary>Bytes.</summary>
    public static ValueReader<long> SizeBetween(long least, long most) => WholeOf(Quantity.Size, least, most);

    private static bool ReadPercent(string text, out decimal percent, out string why)
    {
        var read = Quantity.Share.Read(text, out why);
        percent = read ?? 0;
        if (read is >= 0 and <= 100)
            return true;
        why += read is null ? AdviseShare(text) : ", allowed is a share from 0 % to 100 %";
        return false;
    }

    /// <summary>
    /// A number up to 1 without a unit may be a fraction or a percentage, which differ by a factor of 100.
    /// </summary>
    private static string AdviseShare(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || number is < 0 or > 100)
            return ", allowed is a share in percent such as 12.5 %";
        return number is > 0 and <= 1
            ? $"; it could mean {Quantity.Share.Write(number)} or {Quantity.Share.Write(100 * number)}: allowed is a "
                + "share in percent, with its unit"
            : $", allowed is a share in percent such as {Quantity.Share.Write(number)}";
    }

    /// <summary>The double nearest to the decimal; .NET's conversion from decimal does not always give it.</summary>
    private static double Nearest(decimal value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static ValueReader<long> WholeOf(Quantity quantity, long least, long most) =>
        (string text, out long value, out string why) =>
        {
            var read = quantity.Read(text, out why);
            value = (long)(read ?? 0);
            if (read is { } number && number >= least && number <= most && decimal.Truncate(number) == number)
                return true;
            why += read is null ? $", allowed is {quantity.Allowed}"
                : read >= least && read <= most ? ", allowed is a whole number of bytes"
                : $", allowed is {quantity.Write(least)} to {quantity.Write(most)}";
            return false;
        };
}

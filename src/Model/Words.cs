using System.Globalization;
using System.Text;

namespace RsrActors.Model;

/// <summary>
/// Names of enumeration values as they are written in scenarios, exports and reports: <c>battery-low</c>.
/// </summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Names[Table<T>.Index(value)];

    public static bool TryParse<T>(string name, out T value) where T : struct, Enum
    {
        var index = Array.IndexOf(Table<T>.Names, name);
        value = index >= 0 ? Table<T>.Values[index] : default;
        return index >= 0;
    }

    /// <summary>A count with its noun: <c>1 device</c>, <c>2,000 devices</c>.</summary>
    /// <param name="many">The plural, when it is not the noun with an s.</param>
    public static string Count(long count, string noun, string? many = null) => string.Create(
        CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? noun : many ?? noun + "s")}");

    /// <summary>All names of an enumeration, in its order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Table<T>.Names;

    private static class Table<T> where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();
        public static readonly string[] Names = Array.ConvertAll(Values, value => Kebab(value.ToString()));

        public static int Index(T value) => Array.IndexOf(Values, value);

        private static string Kebab(string name)
        {
            var words = new StringBuilder(name.Length + 4);
            for (var i = 0; i < name.Length; i++)
            {
                if (char.IsAsciiLetterUpper(name[i]) && i > 0)
                    words.Append('-');
                words.Append(char.ToLowerInvariant(name[i]));
            }

            return words.ToString();
        }
    }
}

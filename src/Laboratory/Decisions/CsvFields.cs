using System.Collections.Immutable;
using System.Text;

namespace RsrActors.Laboratory.Decisions;

/// <summary>Reads rows of comma-separated values (RFC 4180).</summary>
internal static class CsvFields
{
    public static IEnumerable<ImmutableArray<string>> Rows(TextReader text)
    {
        var fields = ImmutableArray.CreateBuilder<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var c = text.Read(); c >= 0; c = text.Read())
        {
            if (c == '"' && isQuoted && text.Peek() == '"')
                field.Append((char)text.Read());
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (isQuoted || c is not (',' or '\n' or '\r'))
                field.Append((char)c);
            else if (c != '\r')
            {
                EndField();
                if (c == '\n')
                    yield return fields.DrainToImmutable();
            }
        }

        if (fields.Count == 0 && field.Length == 0)
            yield break;
        EndField();
        yield return fields.DrainToImmutable();

        void EndField()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}

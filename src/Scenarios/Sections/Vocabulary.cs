namespace RsrActors.Scenarios.Sections;

/// <summary>The words that stand for a type's values in a scenario.</summary>
internal sealed class Vocabulary<T>(params (string Word, T Meaning)[] words)
    where T : struct, Enum
{
    public string Of(T meaning) => words.First(pair => pair.Meaning.Equals(meaning)).Word;

    /// <summary>A <see cref="ValueReader{T}"/>.</summary>
    public bool TryRead(string text, out T meaning, out string why)
    {
        why = $"found '{text}', allowed is one of {string.Join(", ", words.Select(pair => pair.Word))}";
        var index = Array.FindIndex(words, pair => pair.Word == text);
        meaning = words[Math.Max(0, index)].Meaning;
        return index >= 0;
    }
}

using CsCheck;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>The source of chance for a text, which repeats for a seed.</summary>
internal sealed class Chance(PCG numbers)
{
    /// <summary>A whole number from 0 to one below the bound.</summary>
    public int Below(int bound) => (int)numbers.Next((uint)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Percent(int percent) => Below(100) < percent;

    public T Of<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    public T OneOf<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}

/// <summary>Random texts. A shorter text that fails too replaces a longer one in the message.</summary>
internal sealed class TextGen(Func<Chance, string> write) : Gen<string>
{
    public override string Generate(PCG pcg, Size? min, out Size size)
    {
        var text = write(new Chance(pcg));
        size = new Size((ulong)text.Length);
        return text;
    }
}

using System.Collections.Immutable;
using System.Text;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The fs-verity digest that a cryptex image must have to be trusted. Written <c>sha256:</c> and 64 hexadecimal digits,
/// as the stock <c>fsverity</c> command writes it.
/// </summary>
public sealed record Seal(Digest Digest)
{
    private const string Algorithm = "sha256:";

    /// <summary>The seal of these bytes, whether they are damaged or not.</summary>
    public static Seal Of(ReadOnlySpan<byte> image) => new(FsVerity.Measure(image));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not a SHA-256 seal.</exception>
    public static Seal Parse(string text) =>
        text.StartsWith(Algorithm, StringComparison.Ordinal) && text.Length == Algorithm.Length + 64
            ? new(Digest.Parse(text[Algorithm.Length..]))
            : throw new FormatException($"'{text}' is not a seal: expected sha256: and 64 hexadecimal digits.");

    /// <summary>The content of a <c>.seal</c> file: the text form and a line feed.</summary>
    public ImmutableArray<byte> ToFile() => [.. Encoding.ASCII.GetBytes($"{this}\n")];

    public override string ToString() => Algorithm + Digest;
}

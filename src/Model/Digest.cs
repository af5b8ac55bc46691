using System.Security.Cryptography;
using System.Text;

namespace RsrActors.Model;

/// <summary>The bytes of a cryptographic digest, compared by value and written in lower-case hexadecimal.</summary>
public sealed class Digest : IEquatable<Digest>
{
    private readonly byte[] _bytes;

    public Digest(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>Stands for the digest of something that a platform does not have. It has no bytes.</summary>
    public static Digest None { get; } = new([]);

    public bool IsNone => _bytes.Length == 0;

    public ReadOnlySpan<byte> Span => _bytes;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public static Digest Sha256(ReadOnlySpan<byte> content) => new(SHA256.HashData(content));

    /// <summary>Of a text in UTF-8.</summary>
    public static Digest Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    public static Digest Sha384(ReadOnlySpan<byte> content) => new(SHA384.HashData(content));

    public static Digest Parse(string hexadecimal) => new(Convert.FromHexString(hexadecimal));

    public bool Equals(Digest? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as Digest);

    public override int GetHashCode() =>
        _bytes.Length >= 4 ? BitConverter.ToInt32(_bytes) : _bytes.Length;

    public override string ToString() => Convert.ToHexStringLower(_bytes);
}

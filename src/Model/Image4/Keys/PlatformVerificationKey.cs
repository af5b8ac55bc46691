using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace RsrActors.Model.Image4.Keys;

internal delegate bool VerifyWith<in TKey>(TKey key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

/// <summary>
/// A key of the platform's library. An instance is for one thread at a time, and importing a key takes longer than
/// using it. So instances are kept: as many as have verified at the same time.
/// </summary>
internal sealed class PlatformVerificationKey<TKey> : HashVerificationKey where TKey : AsymmetricAlgorithm
{
    private readonly ConcurrentBag<TKey> _idle = [];
    private readonly Func<TKey> _import;
    private readonly VerifyWith<TKey> _verify;

    public PlatformVerificationKey(SigningAlgorithm algorithm, Func<TKey> import, VerifyWith<TKey> verify)
        : base(algorithm)
    {
        _import = import;
        _verify = verify;
        _idle.Add(import()); // An invalid key fails here, and not at the first ticket.
    }

    protected override bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlyMemory<byte> signature)
    {
        var key = _idle.TryTake(out var idle) ? idle : _import();
        try
        {
            return _verify(key, hash, signature.Span);
        }
        catch (CryptographicException)
        {
            return false; // The bytes do not have the form of a signature.
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public override void Dispose()
    {
        while (_idle.TryTake(out var key))
            key.Dispose();
    }
}

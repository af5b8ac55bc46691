namespace RsrActors.Model.Cryptexes.TrustCaches;

/// <summary>The result of reading a trust cache file.</summary>
public abstract record TrustCacheReading
{
    private TrustCacheReading()
    {
    }

    public sealed record Accepted(TrustCache Cache) : TrustCacheReading;

    public sealed record Malformed(TrustCacheFlaw Flaw) : TrustCacheReading;
}

/// <summary>Why a file is not a valid trust cache.</summary>
public enum TrustCacheFlaw
{
    /// <summary>Shorter than a header.</summary>
    NoHeader,

    /// <summary>A version other than 2.</summary>
    UnknownVersion,

    /// <summary>The file is longer or shorter than its count of entries says.</summary>
    WrongLength,

    /// <summary>The cdhashes do not strictly ascend, so a binary search could miss one.</summary>
    NotSorted,
}

namespace RsrActors.Profiles.Reading;

/// <summary>
/// For how many days after its publication a software update is not offered; null where nothing is said.
/// </summary>
/// <param name="Combined">On iPhones and iPads.</param>
/// <param name="Major">On Macs, to another major version.</param>
/// <param name="Minor">On Macs, within a major version.</param>
public sealed record DeferredDays(int? Combined, int? Major, int? Minor)
{
    public static readonly DeferredDays None = new(null, null, null);

    /// <summary>Of several declarations the longest period holds (Apple's rule).</summary>
    public DeferredDays And(DeferredDays other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Longer(Combined, other.Combined), Longer(Major, other.Major), Longer(Minor, other.Minor));
    }

    private static int? Longer(int? one, int? other) =>
        one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}

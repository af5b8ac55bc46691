using System.Globalization;

namespace RsrActors.Actors.Kernel;

/// <summary>How many seconds of virtual time pass in a second of wall time.</summary>
/// <param name="Times">More than 0.</param>
public readonly record struct Speed(double Times)
{
    private const string MaxWord = "max";

    /// <summary>The speed of the wall clock.</summary>
    public static readonly Speed RealTime = new(1);

    /// <summary>As fast as it can be simulated.</summary>
    public static readonly Speed Max = new(double.PositiveInfinity);

    public bool IsMax => double.IsPositiveInfinity(Times);

    /// <summary>Reads <c>max</c>, or a number from a thousandth to a billion; null when the text is neither.</summary>
    public static Speed? Parse(string text) =>
        MaxWord.Equals(text, StringComparison.OrdinalIgnoreCase) ? Max
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times)
            && times is >= 0.001 and <= 1e9 ? new(times)
        : null;

    public override string ToString() => IsMax ? MaxWord : Times.ToString("0.###", CultureInfo.InvariantCulture);
}

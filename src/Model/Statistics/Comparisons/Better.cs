namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>Which of two means is the better one.</summary>
public enum Better
{
    /// <summary>The larger one, as for devices that are protected.</summary>
    Larger,

    /// <summary>The smaller one, as for devices that are harmed.</summary>
    Smaller,
}

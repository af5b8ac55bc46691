namespace RsrActors.Benchmarks.Waking;

/// <summary>The result of one contender, in a process of its own.</summary>
/// <param name="Wakes">Counted by the contender.</param>
/// <param name="Starting">Seconds until every entity has started and answered its first wake.</param>
/// <param name="Waking">Seconds for all other wakes.</param>
/// <param name="SumOfTimes">Over all wakes; null when the contender has dice of its own.</param>
/// <param name="LiveBytes">Per entity after the start, on the managed heap.</param>
/// <param name="ResidentBytes">Per entity after the start, as the system sees it.</param>
internal sealed record WakeResult(
    long Wakes, double Starting, double Waking, long? SumOfTimes, double? LiveBytes, double ResidentBytes);

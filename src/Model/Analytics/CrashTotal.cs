namespace RsrActors.Model.Analytics;

/// <summary>One application's crashes and hours of use on one day, on a response or on the base.</summary>
public sealed record CrashTotal(string Application, string? Release, int Crashes, double Hours);

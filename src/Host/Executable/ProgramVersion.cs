namespace RsrActors.Host.Executable;

/// <summary>The program's own version.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}

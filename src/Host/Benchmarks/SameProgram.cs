using System.Diagnostics;
using System.Reflection;

namespace RsrActors.Host.Benchmarks;

/// <summary>The running program once more, in a process of its own: nothing measured there was warm before.</summary>
internal static class SameProgram
{
    /// <param name="processors">How many it may believe there are; null for all.</param>
    /// <returns>What it printed, when it is over.</returns>
    public static async Task<(int ExitCode, string Output)> Run(string[] arguments, int? processors = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (processors is { } count)
            start.Environment["DOTNET_PROCESSOR_COUNT"] = $"{count}";

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}

using System.Diagnostics;
using System.Reflection;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Starts this program again, in a process of its own, so that nothing measured there is warm already.
/// </summary>
internal static class SameProgram
{
    /// <param name="processors">How many processors the runtime there uses; null for all.</param>
    /// <returns>Its exit code and what it printed, once it has ended.</returns>
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

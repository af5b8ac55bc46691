using System.Diagnostics;

namespace RsrActors.Tests;

/// <summary>The command <c>dotnet</c> in a folder of a test.</summary>
internal static class DotnetCommand
{
    /// <summary>Whether it succeeded, and what it printed.</summary>
    public static async Task<(bool Succeeded, string Output)> Run(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // No build server may outlive the test.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, await output + await errors);
    }

    /// <summary>The configuration in which the tests are built, the folder before net10.0: bin/Release/net10.0.</summary>
    public static string Configuration =>
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using RsrActors.Host.Benchmarks;

namespace RsrActors.Benchmarks.Waking;

/// <summary>SimPy: one Python generator per entity on one event queue; no threads, no messages.</summary>
internal static class SimPyWakes
{
    /// <summary>
    /// The second path is that of the distribution's packages, in case another Python comes first in PATH.
    /// </summary>
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    /// <returns>Null when SimPy is not installed.</returns>
    public static async Task<WakeResult?> Run(int entities)
    {
        foreach (var python in Interpreters)
        {
            if (await Output(python, "-c", "import simpy") is null)
                continue;
            var script = Path.Combine(AppContext.BaseDirectory, "wake.py");
            var line = await Output(
                python, script, $"{entities}", $"{KernelBenchmark.WakesEach}", $"{WakeWorkload.MeanPause}");
            return line is null
                ? throw new InvalidOperationException("wake.py has failed.")
                : JsonSerializer.Deserialize<WakeResult>(line);
        }

        return null;
    }

    private static async Task<string?> Output(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // The program does not exist.
        }
    }
}

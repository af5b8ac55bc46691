using System.Diagnostics;

namespace RsrActors.Model.Tests.Image4;

/// <summary>The stock <c>openssl</c> command, in a directory of its own.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("image4-");

    public static bool IsPresent { get; } = FindOnPath();

    public void Write(string file, ReadOnlySpan<byte> content) =>
        File.WriteAllBytes(Path.Combine(_directory.FullName, file), content);

    public void Write(string file, string content) =>
        File.WriteAllText(Path.Combine(_directory.FullName, file), content);

    /// <summary>Runs it to its end; what it prints on both streams, and whether it succeeded.</summary>
    public (bool Succeeded, string Output) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, output + errors.GetAwaiter().GetResult());
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static bool FindOnPath()
    {
        var command = OperatingSystem.IsWindows() ? "openssl.exe" : "openssl";
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, command)));
    }
}

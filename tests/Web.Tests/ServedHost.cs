using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RsrActors.Web.Tests;

/// <summary>A host in a process of its own, in a temporary folder, with its page.</summary>
internal sealed partial class ServedHost : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "rsr.dll");

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly HttpClient _client;

    private ServedHost(Process process, Task<string> errors, Uri address)
    {
        (_process, _errors, Address) = (process, errors, address);
        _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = new(Root) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", address.Query["?token=".Length..]);
    }

    /// <summary>The address of the page, with the token.</summary>
    public Uri Address { get; }

    /// <summary>The same without the token.</summary>
    public string Root => Address.GetLeftPart(UriPartial.Path);

    /// <summary>Starts the host, and waits until it shows its address.</summary>
    /// <param name="port">0 for a free one.</param>
    public static async Task<ServedHost> Start(string folder, int port, params string[] arguments)
    {
        var process = Start(folder, ["serve", .. arguments, "--console", "off", "--http", $"127.0.0.1:{port}"]);
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (PageAddress().Match(line) is { Success: true } found)
                return new(process, errors, new(found.Value));
        }

        throw new InvalidOperationException($"The host has shown no address: {await errors}");
    }

    /// <summary>What a command of the program writes.</summary>
    public static async Task<string> Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    public async Task<JsonNode> Get(string path)
    {
        using var response = await _client.GetAsync($"api/v1{path}");
        return await Read(response);
    }

    public async Task<JsonNode> Order(string path, string json = "{}")
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync($"api/v1{path}", content);
        return await Read(response);
    }

    /// <summary>Kills the process: SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _errors;
    }

    public void Dispose()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<JsonNode> Read(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!;
    }

    private static Process Start(string folder, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/\?token=\S+")]
    private static partial Regex PageAddress();
}

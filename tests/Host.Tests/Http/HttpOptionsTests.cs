using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RsrActors.Host.Executable;
using RsrActors.Host.Http;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Http;

/// <summary>Where the web server listens, and what that needs.</summary>
public sealed class HttpOptionsTests : IDisposable
{
    private const string Reader = "read rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr";

    private readonly Workplace _place = new();

    [Theory]
    [InlineData("--http: found 'here', allowed is HOST:PORT, or none.", "--http", "here")]
    [InlineData("--http: found '0.0.0.0:0', which other machines can reach.", "--http", "0.0.0.0:0")]
    [InlineData("together with --http-certificate FILE", "--http", "0.0.0.0:0", "--http-token", "tokens")]
    [InlineData("which other machines can reach", "--http", "[::]:0", "--http-behind-proxy", "10.0.0.2")]
    [InlineData(
        "--http-behind-proxy: needs --http-token FILE", "--http", "127.0.0.1:0", "--http-behind-proxy", "10.0.0.2")]
    [InlineData("--http-behind-proxy: found 'proxy'", "--http", "127.0.0.1:0", "--http-behind-proxy", "proxy")]
    [InlineData("--http-token: none-here cannot be read", "--http", "127.0.0.1:0", "--http-token", "none-here")]
    [InlineData("none-here", "--http", "127.0.0.1:0", "--http-certificate", "none-here")]
    [InlineData("it has no authentication", "--http", "none", "--console", "0.0.0.0:0")]
    public void Bad_options_are_refused_and_nothing_is_written(string message, params string[] arguments)
    {
        string[] console = arguments.Contains("--console") ? [] : ["--console", "off"];

        Assert.Contains(
            message, _place.Rsr(["serve", "tiny", .. console, .. arguments]).IsRefused(), StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public void A_port_that_is_in_use_is_refused_before_anything_is_written()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var message = _place.Rsr(
            "serve", "tiny", "--console", "off", "--http", $"{other.LocalEndpoint}").IsRefused();

        Assert.Contains($"the web server cannot listen on {other.LocalEndpoint}", message, StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public void The_token_of_a_run_stays_the_same_and_only_its_owner_can_read_it()
    {
        var first = AccessToken.OfRun(_place.Path);

        Assert.Equal(first.Text, AccessToken.OfRun(_place.Path).Text);
        Assert.Equal(32, first.Text.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place[AccessToken.FileName]));
        }
    }

    [SkippableFact]
    public void A_token_that_others_can_read_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Files have no modes here.");
        AccessToken.OfRun(_place.Path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place[AccessToken.FileName], (UnixFileMode)0b110_100_100);

        Assert.Contains(
            "found mode 644, allowed is 600",
            Assert.Throws<HostException>(() => AccessToken.OfRun(_place.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "found no token")]
    [InlineData("# nothing\n", "found no token")]
    [InlineData(Reader + "\nwrite wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\n", "line 2: allowed is 'read TOKEN'")]
    [InlineData("operate short\n", "line 1: allowed is 'read TOKEN'")]
    public void A_file_without_good_tokens_is_refused_and_the_message_has_none_of_them(string text, string message)
    {
        var refusal = Assert.Throws<HostException>(() => AccessToken.OfFile(Write(text))).Message;

        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("wwww", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("short", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_tokens_gives_each_its_role()
    {
        var tokens = AccessToken.OfFile(Write($"# people\n{Reader}\n\noperate oooooooooooooooooooooooooooooooo\n"));

        Assert.Equal([AccessRole.Read, AccessRole.Operate], tokens.Select(token => token.Role));
    }

    [Fact]
    public async Task With_a_certificate_the_server_speaks_TLS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var certificate = X509Certificate2.CreateFromPem(
            made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        await using var rig = await HttpRig.Start(with: settings => settings with { Certificate = certificate });
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown!.GetCertHashString() == certificate.GetCertHashString(),
            },
        });

        using var response = await client.GetAsync(new Uri($"https://localhost:{rig.Server.EndPoint.Port}/api/v1/run"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public void Dispose() => _place.Dispose();

    private string Write(string text)
    {
        var file = _place["tokens"];
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}

using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RsrActors.Host.Executable;
using RsrActors.Host.Http;
using RsrActors.Pbm;

namespace RsrActors.Host.Commands;

/// <summary>The options of the web server. Beyond this machine it needs a token and TLS.</summary>
internal sealed class HttpOptions
{
    private const string None = "none";
    private const string Usual = "127.0.0.1:9180";

    private readonly Option<string> _address = new("--http")
    {
        Description = $"Where the web server listens, with API and page: HOST:PORT, or {None}.",
        DefaultValueFactory = _ => Usual,
    };

    private readonly Option<string[]> _names = new("--http-name")
    {
        Description = "A further name of this host in addresses, as rsr.example.org.",
    };

    private readonly Option<string?> _tokens = new("--http-token")
    {
        Description = "A file with a line 'read TOKEN' or 'operate TOKEN' for each token; then each request needs one.",
    };

    private readonly Option<string?> _certificate = new("--http-certificate")
    {
        Description = "A PEM file with a certificate and its key, for TLS.",
    };

    private readonly Option<string?> _proxy = new("--http-behind-proxy")
    {
        Description = "The address of a proxy that speaks TLS; only it may connect.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_address, _names, _tokens, _certificate, _proxy])
            command.Options.Add(option);
    }

    /// <summary>Binds the socket, and reads the files.</summary>
    /// <returns>Null for no web server.</returns>
    /// <exception cref="HostException">An option is wrong, or the address is in use.</exception>
    public async Task<HttpChoice?> Bind(ParseResult parsed, CancellationToken cancelled)
    {
        var text = parsed.GetValue(_address)!;
        if (text == None)
            return null;
        var address = ConsoleAddress.Parse(text)
            ?? throw HostException.Refused($"--http: found '{text}', allowed is HOST:PORT, or {None}.");
        var proxy = parsed.GetValue(_proxy) is { } given
            ? IPAddress.TryParse(given, out var one)
                ? one
                : throw HostException.Refused(
                    $"--http-behind-proxy: found '{given}', allowed is an address, as 10.0.0.2.")
            : null;
        var (tokens, certificate) = (parsed.GetValue(_tokens), parsed.GetValue(_certificate));
        var isLocal = IPAddress.IsLoopback((await HttpSocket.Resolve(address, cancelled)).Address);
        if (!isLocal && (tokens is null || (certificate is null && proxy is null)))
        {
            throw HostException.Refused(
                $"--http: found '{text}', which other machines can reach. Allowed is an address of this machine only, "
                + "as 127.0.0.1:9180; or --http-token FILE together with --http-certificate FILE or "
                + "--http-behind-proxy ADDRESS, so that no token crosses the network in the clear.");
        }

        if (proxy is not null && tokens is null)
        {
            throw HostException.Refused(
                "--http-behind-proxy: needs --http-token FILE: who comes through the proxy would be taken for you.");
        }

        return new(await HttpSocket.Bind(address, cancelled))
        {
            Tokens = tokens is null ? [] : [.. AccessToken.OfFile(tokens)],
            Names = [.. parsed.GetValue(_names) ?? []],
            Certificate = certificate is null ? null : Read(certificate),
            Proxy = proxy,
        };
    }

    private static X509Certificate2 Read(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused(
                $"--http-certificate: {file}: {e.Message} Allowed is a PEM file with a certificate and its key.");
        }
    }
}

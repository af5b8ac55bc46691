using System.Collections.Immutable;
using System.Net;

namespace RsrActors.Host.Http;

/// <summary>Who may ask and who may give orders.</summary>
/// <param name="Tokens">The tokens with their roles.</param>
/// <param name="IsOpenForReading">Whether asking needs no token: only on a loopback address.</param>
internal sealed record HttpAccess(ImmutableArray<AccessToken> Tokens, bool IsOpenForReading)
{
    /// <summary>Names of this host in the header Host, besides those of the loopback address.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The only address whose connections are accepted, which speaks TLS; null without a proxy.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>The role of a token; null when it is no token of this host.</summary>
    public AccessRole? RoleOf(string? token) =>
        token is null ? null : Tokens.FirstOrDefault(one => one.Is(token))?.Role;
}

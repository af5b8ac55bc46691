using System.Net;
using RsrActors.Host.Http;
using RsrActors.Host.Live;

namespace RsrActors.Host.Tests.Http;

/// <summary>Who may ask and give orders: addresses, other pages, tokens.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const string Order = "/api/v1/run:pause";

    private HttpRig _rig = null!;

    private string Port => $"{_rig.Server.EndPoint.Port}";

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1:PORT", HttpStatusCode.OK)]
    [InlineData("localhost:PORT", HttpStatusCode.OK)]
    [InlineData("[::1]:PORT", HttpStatusCode.OK)]
    [InlineData("LOCALHOST", HttpStatusCode.OK)]
    [InlineData("rebound.example:PORT", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.example:PORT", HttpStatusCode.MisdirectedRequest)]
    public async Task A_request_for_another_host_is_misdirected(string host, HttpStatusCode status)
    {
        using var response = await Send(HttpMethod.Get, "/api/v1/run", ("Host", host));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "null", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "https://127.0.0.1:PORT", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "http://127.0.0.1:1", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", null, "same-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", null, "same-origin", HttpStatusCode.OK)]
    [InlineData("POST", null, "none", HttpStatusCode.OK)]
    [InlineData("POST", "http://127.0.0.1:PORT", "same-origin", HttpStatusCode.OK)]
    [InlineData("GET", null, "cross-site", HttpStatusCode.OK)]
    public async Task A_page_of_another_origin_gives_no_orders(
        string method, string? origin, string? site, HttpStatusCode status)
    {
        using var response = await Send(
            new(method), method == "GET" ? "/api/v1/run" : Order, ("Authorization", $"Bearer {HttpRig.Token}"),
            ("Origin", origin), ("Sec-Fetch-Site", site));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("Basic " + HttpRig.Token, null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + HttpRig.Token, null, HttpStatusCode.OK)]
    [InlineData(null, "rsr-PORT=" + HttpRig.Token, HttpStatusCode.OK)]
    [InlineData(null, "rsr-1=" + HttpRig.Token, HttpStatusCode.Unauthorized)]
    [InlineData(null, "rsr-PORT=wrong", HttpStatusCode.Unauthorized)]
    public async Task An_order_needs_the_token(string? authorization, string? cookie, HttpStatusCode status)
    {
        using var response = await Send(
            HttpMethod.Post, Order, ("Authorization", authorization), ("Cookie", cookie));

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Refusals_have_a_sentence_and_a_status()
    {
        using var host = await Send(HttpMethod.Get, "/", ("Host", "rebound.example"));
        using var origin = await Send(HttpMethod.Post, Order, ("Origin", "http://evil.example"));
        using var token = await Send(HttpMethod.Post, Order);

        await Says("Host is 'rebound.example'", host, HttpStatusCode.MisdirectedRequest);
        await Says("Origin is 'http://evil.example'", origin, HttpStatusCode.Forbidden);
        await Says("A token is needed", token, HttpStatusCode.Unauthorized);

        static async Task Says(string beginning, HttpResponseMessage response, HttpStatusCode status) =>
            Assert.StartsWith(beginning, await HttpRig.SentenceOf(response, status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_token_in_the_address_becomes_a_cookie_and_leaves_the_address(string method)
    {
        using var request = new HttpRequestMessage(new(method), $"/?device=3&token={HttpRig.Token}");
        using var response = await _rig.Client.SendAsync(request, _rig.Run.Over);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/?device=3", response.Headers.Location!.ToString());
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"rsr-{Port}={HttpRig.Token};", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/?token=wrong")]
    [InlineData("/?token=")]
    public async Task A_wrong_token_in_the_address_is_refused(string path)
    {
        using var response = await _rig.Get(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_address_with_two_slashes_does_not_lead_to_another_host()
    {
        using var response = await _rig.Client.GetAsync(
            new Uri($"http://127.0.0.1:{Port}//evil.example/?token={HttpRig.Token}"));

        Assert.Equal("/evil.example/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_token_is_in_no_log()
    {
        using var exchange = await _rig.Get($"/?token={HttpRig.Token}");
        using var order = await Send(HttpMethod.Post, Order, ("Authorization", $"Bearer {HttpRig.Token}"));
        using var nothing = await _rig.Get($"/nothing?token={HttpRig.Token}");

        Assert.All(
            _rig.Book.Last(LogBook.Capacity),
            entry => Assert.DoesNotContain(HttpRig.Token, $"{entry.Message} {entry.Fault}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/run")]
    [InlineData("/nothing")]
    public async Task Each_answer_forbids_what_a_page_does_not_need(string path)
    {
        using var response = await _rig.Get(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.DoesNotContain(response.Headers, header =>
            header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("read", "GET", HttpStatusCode.OK)]
    [InlineData("read", "POST", HttpStatusCode.Forbidden)]
    [InlineData("operate", "GET", HttpStatusCode.OK)]
    [InlineData("operate", "POST", HttpStatusCode.OK)]
    [InlineData(null, "GET", HttpStatusCode.Unauthorized)]
    public async Task With_a_file_of_tokens_each_request_needs_one_of_the_right_role(
        string? role, string method, HttpStatusCode status)
    {
        const string Reader = "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr";
        await using var rig = await HttpRig.Start(with: settings => settings with
        {
            Access = new(
                [new(Reader, AccessRole.Read), new(HttpRig.Token, AccessRole.Operate)], IsOpenForReading: false),
        });
        using var request = new HttpRequestMessage(new(method), method == "GET" ? "/api/v1/run" : Order);
        if (role is not null)
            request.Headers.Add("Authorization", $"Bearer {(role == "read" ? Reader : HttpRig.Token)}");

        using var response = await rig.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    private Task<HttpResponseMessage> Send(
        HttpMethod method, string path, params ReadOnlySpan<(string Name, string? Value)> headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value.Replace("PORT", Port, StringComparison.Ordinal));
        }

        return _rig.Client.SendAsync(request);
    }
}

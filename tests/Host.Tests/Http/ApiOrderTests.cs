using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RsrActors.Host.Tests.Serving;

namespace RsrActors.Host.Tests.Http;

/// <summary>Orders over HTTP: stored before they are acknowledged, once for each key.</summary>
public sealed class ApiOrderTests : IAsyncLifetime
{
    private const string Pause = "/api/v1/releases/16.5.1-a:pause";

    private HttpRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await HttpRig.Start();
        await _rig.Run.Advance(TimeSpan.FromHours(1));
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task An_order_is_stored_when_it_is_acknowledged()
    {
        using var response = await _rig.Post(Pause, """{"cause":"calls from support"}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(1, accepted["number"]!.GetValue<long>());
        Assert.Equal("pause 16.5.1-a: calls from support", accepted["command"]!.GetValue<string>());
        using var stored = _rig.Run.Live.Stored();
        Assert.Equal(accepted["ms"]!.GetValue<long>(), Assert.Single(stored.Commands).At.Milliseconds);
    }

    [Fact]
    public async Task The_history_says_whether_page_or_API_gave_an_order()
    {
        using var api = await _rig.Post(Pause, """{"cause":"one"}""");
        using var page = await _rig.Post("/api/v1/releases/16.5.1-a:resume", """{"cause":"two"}""", client: "page");
        await _rig.Run.Advance(TimeSpan.FromHours(2));

        Assert.Equal(
            ["script: publish 16.5.1-a", "api: pause 16.5.1-a: one", "page: resume 16.5.1-a: two"],
            (await _rig.Run.Orders()).Take(3));
    }

    [Fact]
    public async Task A_repeated_order_with_its_key_is_the_same_order()
    {
        using var first = await _rig.Post(Pause, """{"cause":"one"}""", key: "k-1");
        await _rig.Run.Advance(TimeSpan.FromHours(2));
        using var again = await _rig.Post(Pause, """{"cause":"one"}""", key: "k-1");

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(1, (await _rig.Run.Live.Status(_rig.Run.Over)).Commands);
    }

    [Fact]
    public async Task Orders_with_one_key_that_come_at_the_same_time_are_one_order()
    {
        var all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _rig.Post(Pause, """{"cause":"one"}""", key: "k")));

        var answers = await Task.WhenAll(all.Select(one => one.Content.ReadAsStringAsync()));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, (await _rig.Run.Live.Status(_rig.Run.Over)).Commands);
        foreach (var response in all)
            response.Dispose();
    }

    [Fact]
    public async Task An_approval_that_is_repeated_with_its_key_is_not_refused_because_it_has_taken_effect()
    {
        await using var rig = await HttpRig.Start(overrides: new(
        [
            "script=[ { at = 0 s, do = publish, release = \"16.5.1-a\" } ]",
            "rings=[ { name = pilot, share = 60 % }, { name = last, by = approval } ]",
        ]));
        await rig.Run.Advance(TimeSpan.FromHours(1));
        const string Approve = "/api/v1/releases/16.5.1-a/rollout:approve";
        using var first = await rig.Post(Approve, key: "k");
        await rig.Run.Advance(TimeSpan.FromHours(2));
        Assert.EndsWith("no ring of it waits.", await rig.Refuses(HttpStatusCode.Conflict, Approve));
        using var again = await rig.Post(Approve, key: "k");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Pause, """{"cause":"two"}""")]
    [InlineData("/api/v1/releases/16.5.1-a:resume", """{"cause":"one"}""")]
    public async Task A_key_of_another_order_is_refused(string path, string json)
    {
        using var first = await _rig.Post(Pause, """{"cause":"one"}""", key: "k");

        Assert.Contains(
            "it belongs to live command 1",
            await _rig.Refuses(HttpStatusCode.UnprocessableEntity, path, json, key: "k"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, "{}", "cause: it is required")]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, """{"cause":" "}""", "cause is ' '; it must not be empty.")]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, """{"cause":"x","red":1}""", "red is '1'; there are cause")]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, """{"cause":["x"]}""", "it must be a text")]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, """{"cause":5}""", "cause is '5'; it must be a text")]
    [InlineData(HttpStatusCode.UnprocessableEntity, Pause, """{"cause":true}""", "cause is 'true'; it must be a text")]
    [InlineData(HttpStatusCode.BadRequest, Pause, "[1]", "The body is no JSON object")]
    [InlineData(HttpStatusCode.BadRequest, Pause, """{"cause":"a","cause":"b"}""", "The body is no JSON")]
    [InlineData(
        HttpStatusCode.BadRequest, Pause, """{"cause":"\ud800"}""",
        "cause is '\"\\ud800\"'; an escape in it is half")]
    [InlineData(HttpStatusCode.BadRequest, Pause, """{"\udc00":"x"}""", "a name in the body: an escape in it is half")]
    [InlineData(
        HttpStatusCode.UnprocessableEntity, "/api/v1/releases/16.5.1-a:withdraw", """{"cause":"x","remove":"TRUE"}""",
        "remove is 'TRUE'; it must be true or false")]
    [InlineData(HttpStatusCode.BadRequest, Pause + "?cause=x", null, "an order takes its values as JSON")]
    [InlineData(HttpStatusCode.NotFound, "/api/v1/releases/1.0:pause", """{"cause":"x"}""", "release is '1.0'")]
    [InlineData(
        HttpStatusCode.UnprocessableEntity, "/api/v1/releases/16.5.1-a:ramp", """{"percent":101}""",
        "percent is '101'; it must be a percentage from 0 to 100")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "/api/v1/run:speed", """{"speed":"fast"}""", "speed is 'fast'")]
    public async Task A_wrong_order_is_refused_with_the_words_of_the_console(
        HttpStatusCode status, string path, string? json, string sentence)
    {
        Assert.Contains(sentence, await _rig.Refuses(status, path, json), StringComparison.Ordinal);
        Assert.Equal(0, (await _rig.Run.Live.Status(_rig.Run.Over)).Commands);
    }

    [Theory]
    [InlineData("{\"cause\":\"", "\"}", "byte 11 of the body is '0xFF'; allowed is JSON in UTF-8.")]
    [InlineData("{\"", "\":\"x\"}", "byte 3 of the body is '0xFF'; allowed is JSON in UTF-8.")]
    public async Task An_order_whose_bytes_are_no_text_is_refused_with_the_place(
        string before, string after, string sentence)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Pause);
        request.Headers.Authorization = new("Bearer", HttpRig.Token);
        request.Content = new ByteArrayContent(
            [.. Encoding.ASCII.GetBytes(before), 0xFF, .. Encoding.ASCII.GetBytes(after)]);
        request.Content.Headers.ContentType = new("application/json");

        using var response = await _rig.Client.SendAsync(request, _rig.Run.Over);

        Assert.Equal(sentence, await HttpRig.SentenceOf(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_order_that_the_simulation_rejects_is_a_conflict()
    {
        await _rig.Run.Advance(TimeSpan.FromDays(3));

        Assert.Equal(
            "The scenario has ended.", await _rig.Refuses(HttpStatusCode.Conflict, Pause, """{"cause":"late"}"""));
    }

    [Theory]
    [InlineData("/api/v1/run:step", """{"windows":1}""")]
    [InlineData("/api/v1/run:advance", """{"for":"1h"}""")]
    public async Task A_step_takes_no_key_because_nothing_stores_it(string path, string json) => Assert.Contains(
        "Idempotency-Key is 'k'", await _rig.Refuses(HttpStatusCode.BadRequest, path, json, key: "k"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/v1/run:pause", null)]
    [InlineData("/api/v1/run:speed", """{"speed":3600}""")]
    [InlineData("/api/v1/run:step", """{"windows":2}""")]
    [InlineData("/api/v1/run:advance", """{"for":"1h"}""")]
    public async Task A_change_of_pace_answers_with_the_status_of_the_run(string path, string? json)
    {
        using var response = await _rig.Post(path, json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var run = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("paused", run["phase"]!.GetValue<string>());
    }
}

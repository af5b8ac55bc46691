using System.Net;
using RsrActors.Host.Http;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Http;

/// <summary>The API has all that the console has, in the same words.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    private IEnumerable<Palette> Palettes => AllPalettes.Of(_rig.Run.Live, _rig.Book);

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public void Each_command_of_the_console_has_a_route_or_a_reason_why_it_has_none() => Assert.Empty(
        Palettes.SelectMany(palette => palette.Commands.Select(command => (Palette: palette.Name, command.Name)))
            .Where(one => ApiRoutes.All.All(route => (route.Palette, route.Command) != (one.Palette, one.Name)))
            .Select(one => $"{one.Palette} {one.Name}")
            .Except(ApiRoutes.Without.Keys));

    [Fact]
    public void Each_route_and_each_reason_is_of_a_command_that_exists() => Assert.All(
        ApiRoutes.All.Select(route => $"{route.Palette} {route.Command}").Concat(ApiRoutes.Without.Keys),
        name => Assert.Contains(
            Palettes, palette => palette.Commands.Any(command => $"{palette.Name} {command.Name}" == name)));

    [Fact]
    public void Each_command_with_a_route_names_the_type_of_its_answer() => Assert.Empty(
        ApiRoutes.All.Where(route => CommandOf(route).View is null).Select(route => route.Path));

    [Fact]
    public async Task Each_resource_has_the_objects_of_the_console()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(20));
        foreach (var route in ApiRoutes.All.Where(route => !route.IsOrder && !route.Path.Contains("{ring}")))
        {
            var (path, words) = Filled(route);
            var (answer, lines) = await _rig.Run.Run(
                Palettes.First(one => one.Name == route.Palette), [route.Command, .. words, "-json"]);
            using var response = await _rig.Get(ApiRoutes.Root + path);
            if (answer is Answer.Error refused)
            {
                Assert.Equal(refused.Message, await HttpRig.SentenceOf(response, HttpStatusCode.NotFound));
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var body = await response.Content.ReadAsStringAsync();
            if (route.Answer is ApiAnswer.One && route.Command is not "system")
                Assert.Equal(Assert.Single(lines), body);
            else if (route.Answer is ApiAnswer.List)
                Assert.Equal($$"""{"items":[{{string.Join(',', lines)}}]{{await MomentOf(route)}}}""", body);
        }
    }

    /// <summary>A count of the fleet says of which moment it is; here the run stands still.</summary>
    private async Task<string> MomentOf(ApiRoute route)
    {
        if (!route.CountsFleet)
            return "";
        var (at, _) = await _rig.Run.Live.Census(_rig.Run.Over);
        return $",\"at\":\"{_rig.Run.Live.Instant(at)}\",\"atMs\":{at.Milliseconds}";
    }

    [Fact]
    public async Task A_list_of_devices_has_pages_that_follow_each_other()
    {
        await _rig.Run.Advance(TimeSpan.FromMinutes(1));
        var devices = new List<string>();
        var next = "/api/v1/devices?platform=iphone&limit=7";
        while (next is not null)
        {
            var page = await _rig.Read(next);
            var items = page["items"]!.AsArray();
            Assert.True(items.Count <= 7);
            devices.AddRange(items.Select(item => item!["device"]!.GetValue<string>()));
            Assert.All(items, item => Assert.Equal("iphone", item!["platform"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(devices.Distinct().Order(StringComparer.Ordinal), devices);
        Assert.Equal((await _rig.Read("/api/v1/devices?platform=iphone"))["matching"]!.GetValue<int>(), devices.Count);
    }

    [Fact]
    public async Task No_page_follows_a_last_page_that_is_full()
    {
        var first = await _rig.Read("/api/v1/devices?limit=25");
        var last = await _rig.Read(first["next"]!.GetValue<string>());

        Assert.Equal(25, last["items"]!.AsArray().Count);
        Assert.Null(last["next"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "/devices?limit=0", "limit is '0'; it must be a whole number from 1 to 500")]
    [InlineData(HttpStatusCode.BadRequest, "/devices?limit=x", "limit is 'x'; it must be a whole number from 1 to 500")]
    [InlineData(HttpStatusCode.BadRequest, "/devices?limit=501", "limit is '501'; it must be a whole number from 1 to")]
    [InlineData(HttpStatusCode.BadRequest, "/devices?state=asleep", "state is 'asleep'; it may be ")]
    [InlineData(HttpStatusCode.BadRequest, "/devices?colour=red", "colour is 'red'; there are platform, state, ")]
    [InlineData(HttpStatusCode.BadRequest, "/devices?limit=1&limit=2", "limit is '2'; it may be given once only.")]
    [InlineData(HttpStatusCode.NotFound, "/devices/50", "device is '50'; the fleet has device-0000000 to")]
    [InlineData(HttpStatusCode.NotFound, "/releases/16.5.1-z", "release is '16.5.1-z'; the scenario has ")]
    [InlineData(HttpStatusCode.NotFound, "/rules/no-rule", "no-rule")]
    [InlineData(HttpStatusCode.NotFound, "/nothing", "There is nothing at /api/v1/nothing")]
    public async Task A_wrong_question_is_refused_with_the_words_of_the_console(
        HttpStatusCode status, string path, string sentence)
    {
        using var response = await _rig.Get(ApiRoutes.Root + path);

        Assert.Contains(sentence, await HttpRig.SentenceOf(response, status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_resource_answers_HEAD_as_GET_without_a_body()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(2));
        var paths = ApiRoutes.All.Where(route => !route.IsOrder).Select(route => Filled(route).Path)
            .Append("/curves").Append("/devices?limit=501");
        foreach (var path in paths)
        {
            using var get = await _rig.Get(ApiRoutes.Root + path);
            using var head = await Head(ApiRoutes.Root + path);

            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.NotNull(head.Content.Headers.ContentLength);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("/run", "GET, HEAD")]
    [InlineData("/curves", "GET, HEAD")]
    [InlineData("/events", "GET")]
    [InlineData("/run:pause", "POST")]
    public async Task A_wrong_method_is_refused_with_those_that_are_allowed(string path, string allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, ApiRoutes.Root + path);
        request.Headers.Authorization = new("Bearer", HttpRig.Token);
        using var response = await _rig.Client.SendAsync(request, _rig.Run.Over);

        Assert.Equal(
            $"PUT is not allowed at {ApiRoutes.Root}{path}; allowed is {allowed}.",
            await HttpRig.SentenceOf(response, HttpStatusCode.MethodNotAllowed));
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task A_stream_of_events_has_no_HEAD()
    {
        using var response = await Head($"{ApiRoutes.Root}/events");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_has_a_tag_where_the_description_says_so()
    {
        await _rig.AdvanceAndStore(TimeSpan.FromHours(2));
        foreach (var route in ApiRoutes.All.Where(one => !one.IsOrder && !one.Path.Contains("{ring}")))
        {
            using var response = await _rig.Get(ApiRoutes.Root + Filled(route).Path);
            Assert.True(route.HasTag == response.Headers.ETag is not null, route.Path);
        }
    }

    [Fact]
    public async Task An_answer_that_a_client_has_is_not_sent_again_before_a_window_has_passed()
    {
        await _rig.Run.Advance(TimeSpan.FromMinutes(1));
        using var first = await _rig.Get("/api/v1/fleet");
        var tag = first.Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, await StatusWith(tag));
        await _rig.Run.Live.Step(1, _rig.Run.Over);

        Assert.Equal(HttpStatusCode.OK, await StatusWith(tag));
    }

    private Task<HttpResponseMessage> Head(string path) =>
        _rig.Client.SendAsync(new(HttpMethod.Head, path), _rig.Run.Over);

    private async Task<HttpStatusCode> StatusWith(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/fleet");
        request.Headers.Add("If-None-Match", tag);
        using var response = await _rig.Client.SendAsync(request, _rig.Run.Over);
        return response.StatusCode;
    }

    private PaletteCommand CommandOf(ApiRoute route) =>
        Palettes.First(one => one.Name == route.Palette).Find(route.Command)!;

    /// <summary>A path with values, and the same values as words of the console.</summary>
    private static (string Path, string[] Words) Filled(ApiRoute route)
    {
        var words = new List<string>();
        var path = route.Path;
        foreach (var (name, value) in new[] { ("device", "3"), ("release", "16.5.1-a"), ("rule", "all-at-once") })
        {
            if (!path.Contains($"{{{name}}}", StringComparison.Ordinal))
                continue;
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            words.AddRange([$"-{name}", value]);
        }

        return (path, [.. words]);
    }
}

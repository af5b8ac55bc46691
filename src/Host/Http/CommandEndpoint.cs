using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RsrActors.Actors.Journal;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Host.Views;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Http;

/// <summary>Answers the requests of one route with a command of the console.</summary>
internal sealed class CommandEndpoint(
    ApiRoute route, Palette palette, PaletteCommand command, LiveSimulation live, WindowTag window, OrderBook orders)
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>The longest page of devices.</summary>
    public const int LongestPage = 500;

    public PaletteCommand Command => command;

    public async Task Answer(HttpContext http)
    {
        try
        {
            await (route.IsOrder ? Order(http) : Resource(http));
        }
        catch (RequestRefusedException refused)
        {
            await refused.Problem.Write(http.Response);
        }
    }

    private async Task Resource(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        var request = await ApiRequest.Read(http, route, command);
        if (route.Answer is ApiAnswer.DevicePage)
        {
            await DevicePage(http, request);
            return;
        }

        var call = CallOf(request, StatusCodes.Status400BadRequest);
        if (route.HasTag && await window.Answers(http, route.CountsFleet))
            return;
        var reply = await Run(call, StatusCodes.Status404NotFound, http.RequestAborted);
        await Write(http, StatusCodes.Status200OK, route.Answer is ApiAnswer.One ? reply.Objects[0] : ListOf(reply));
    }

    /// <summary>
    /// Pages follow each other by the last device of a page; a page's address has the filters of the first one.
    /// </summary>
    private async Task DevicePage(HttpContext http, ApiRequest request)
    {
        if (request.Values.FirstOrDefault(one => one.Name == "number") is { } limit
            && CommandHandlers.Lines(limit.Value) is null or > LongestPage)
        {
            throw new RequestRefusedException(Problem.Of(
                StatusCodes.Status400BadRequest, "limit", limit.Value,
                $"it must be a whole number from 1 to {LongestPage}"));
        }

        var call = CallOf(request, StatusCodes.Status400BadRequest);

        if (await window.Answers(http, route.CountsFleet))
            return;
        var page = await Guarded(
            () => new DevicePalette(live).Page(FromNext(request, call), http.RequestAborted),
            StatusCodes.Status404NotFound);
        var next = page.Next is { } from
            ? QueryHelpers.AddQueryString(
                http.Request.Path,
                http.Request.Query.Where(one => one.Key != ApiRoute.After)
                    .Append(KeyValuePair.Create(ApiRoute.After, new StringValues($"{from - 1}"))))
            : null;
        await Write(http, StatusCodes.Status200OK, JsonSerializer.Serialize(
            new DeviceListView(page.Rows, page.Matching, next), RowJson.Options));
    }

    /// <summary>The API names the last device of the page before, the console the first one of the page.</summary>
    private static Call FromNext(ApiRequest request, Call call) => request.Values.Any(one => one.Name == "from")
        ? call with
        {
            Switches =
            [
                .. call.Switches.Where(one => one.Name != "from"),
                new("from", FormattableString.Invariant($"{call.Number("from") + 1}")),
            ],
        }
        : call;

    private async Task Order(HttpContext http)
    {
        var request = await ApiRequest.Read(http, route, command);
        if (request.Caller.Key is { } key && orders.Find(key.Text) is { } first)
        {
            if (first.Key!.Digest != key.Digest)
            {
                throw new RequestRefusedException(Problem.Of(
                    StatusCodes.Status422UnprocessableEntity, "Idempotency-Key", key.Text,
                    $"it belongs to live command {first.Number}, which is a different one"));
            }

            live.Orders.Repeated(first.Command, first.IssuedBy);
            await Write(
                http, StatusCodes.Status202Accepted, JsonSerializer.Serialize(AnswerTo(first), RowJson.Options));
            return;
        }

        var call = CallOf(request, StatusCodes.Status422UnprocessableEntity) with { Caller = request.Caller };
        var reply = await Run(call, StatusCodes.Status409Conflict, http.RequestAborted);
        await Write(
            http, route.Answer is ApiAnswer.Pace ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
            reply.Objects[0]);
    }

    private AcceptedOrderView AnswerTo(LiveCommand first) => new(
        first.Number, live.Instant(first.At), first.At.Milliseconds, $"{first.Command}", first.Key!.Note);

    /// <param name="status">Of a value that is not allowed; one in the path is not found.</param>
    private Call CallOf(ApiRequest request, int status)
    {
        switch (NamedCall.Of(palette, command, request.Values))
        {
            case NamedCall.Valid valid:
                return valid.Call;
            case NamedCall.Wrong wrong:
                var isInPath = command.Switches.Any(one => one.Name == wrong.Switch && route.IsInPath(one));
                throw new RequestRefusedException(Problem.Of(
                    isInPath ? StatusCodes.Status404NotFound : status, route.NameOf(wrong.Switch), wrong.Found,
                    wrong.Allowed));
            case var other:
                throw new InvalidOperationException($"A new outcome needs a rule here: {other}.");
        }
    }

    /// <param name="refused">The status when the simulation refuses.</param>
    private async Task<CapturedReply> Run(Call call, int refused, CancellationToken cancelled)
    {
        var reply = new CapturedReply();
        var answer = await command.Handler(call, reply, cancelled);
        return answer is Answer.Error error
            ? throw new RequestRefusedException(new(refused, error.Message))
            : reply;
    }

    /// <summary>As <see cref="ListView{T}"/> or <see cref="CountedListView{T}"/>.</summary>
    private string ListOf(CapturedReply reply)
    {
        var moment = reply.At is { } at
            ? string.Create(
                CultureInfo.InvariantCulture, $",\"at\":\"{live.Instant(at)}\",\"atMs\":{at.Milliseconds}")
            : "";
        return $$"""{"items":[{{string.Join(',', reply.Objects)}}]{{moment}}}""";
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> ask, int refused)
    {
        try
        {
            return await ask();
        }
        catch (RequestRejectedException rejected)
        {
            throw new RequestRefusedException(new(refused, rejected.Message));
        }
    }

    private static async Task Write(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Json;
        var body = Encoding.UTF8.GetBytes(json);
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body);
    }
}

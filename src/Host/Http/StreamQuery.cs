using System.Globalization;
using Microsoft.AspNetCore.Http;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Http;

/// <summary>What a client asks of an event stream.</summary>
/// <param name="IsPreview">Events as they happen, without ids.</param>
/// <param name="From">The moment at which it begins; null for now.</param>
/// <param name="After">Only events after this place; null for all from then on.</param>
/// <param name="WithStatus">Also the status of the run.</param>
internal sealed record StreamQuery(
    StreamFilter Filter, bool IsPreview, VirtualTime? From, StreamId? After, bool WithStatus)
{
    /// <summary>The value of <c>with</c>: the page has one stream for all that changes.</summary>
    public const string StatusToo = "status";

    private const string LastId = "Last-Event-ID";

    /// <summary>The query's word for the header: a browser cannot set it for the first request.</summary>
    private const string AfterId = "after";

    /// <exception cref="RequestRefusedException">The request is wrong.</exception>
    public static StreamQuery Of(HttpRequest request, Scenario scenario)
    {
        EventStreamEndpoint.Operation.RefuseOthers(request.Query);
        var filter = StreamFilter.Of(request.Query, scenario);
        var isPreview = IsOfPreview(request.Query);
        var id = isPreview ? null : IdOf(request, scenario);
        var since = SinceOf(request.Query);
        return new(
            filter, isPreview, id?.At ?? since, id ?? (since is { } moment ? StreamId.Before(moment) : null),
            HasStatus(request.Query, isPreview));
    }

    private static bool HasStatus(IQueryCollection query, bool isPreview) => query["with"].ToString() switch
    {
        "" => false,
        StatusToo when isPreview => throw new RequestRefusedException(Problem.Of(
            400, "with", StatusToo, "the preview has events only")),
        StatusToo => true,
        var other => throw new RequestRefusedException(Problem.Of(400, "with", other, $"it may be {StatusToo}")),
    };

    private static StreamId? IdOf(HttpRequest request, Scenario scenario)
    {
        var (where, text) = request.Headers.TryGetValue(LastId, out var header) && header.ToString().Length > 0
            ? (LastId, header.ToString())
            : (AfterId, request.Query[AfterId].ToString());
        if (text.Length == 0)
            return null;
        return StreamId.Parse(text, scenario) ?? throw new RequestRefusedException(Problem.Of(
            400, where, text, "it must be the id of an event, as 5442766,device-0000042,7"));
    }

    private static VirtualTime? SinceOf(IQueryCollection query)
    {
        var text = query["since"].ToString();
        if (text.Length == 0)
            return null;
        return Pbm.Switch.WholeNumber(text) is { } complaint
            ? throw new RequestRefusedException(Problem.Of(
                400, "since", text, $"{complaint}: milliseconds of virtual time since the scenario's start"))
            : new VirtualTime(long.Parse(text, CultureInfo.InvariantCulture));
    }

    private static bool IsOfPreview(IQueryCollection query) => query["tail"].ToString() switch
    {
        "" => false,
        "unstored" when query["entity"].Count > 0 => throw new RequestRefusedException(Problem.Of(
            400, "entity", query["entity"], "the preview has events of devices only, and takes 'device'")),
        "unstored" when query["since"].Count + query[AfterId].Count > 0 =>
            throw new RequestRefusedException(Problem.Of(
                400, "tail", "unstored", "the preview begins now, and takes neither 'since' nor 'after'")),
        "unstored" => true,
        var other => throw new RequestRefusedException(Problem.Of(400, "tail", other, "it may be unstored")),
    };
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;

namespace RsrActors.Host.Http;

/// <summary>
/// The entity tag of a window: while no window has passed and no command was accepted, answers are the same. It is
/// taken before the query, so an answer may be newer than its tag, and never older.
/// </summary>
internal sealed class WindowTag(LiveSimulation live)
{
    /// <summary>
    /// Windows are counted from the start of the process, so its tags differ from those of an earlier process.
    /// </summary>
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>Writes the tag of the present window, if the answer is of one.</summary>
    /// <param name="countsFleet"><see cref="ApiRoute.CountsFleet"/>.</param>
    /// <returns>Whether the client has the answer of this window already: then the response is 304.</returns>
    public async Task<bool> Answers(HttpContext http, bool countsFleet)
    {
        var status = await live.Status(http.RequestAborted);
        if (countsFleet && status.Phase is LiveProtocol.RunPhase.Running)
            return false;
        var tag = Of(status);
        http.Response.Headers.ETag = tag;
        if (!http.Request.Headers.IfNoneMatch.Any(
            tags => tags?.Split(',').Any(one => one.Trim().Replace("W/", "", StringComparison.Ordinal) == tag) == true))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private string Of(LiveProtocol.Status status) =>
        FormattableString.Invariant(
            $"\"{_process}-{status.Windows}-{status.Commands}-{status.LastClosed.Epoch}-{(int)status.Phase}\"");
}

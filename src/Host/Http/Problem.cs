using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>A refusal as problem details (RFC 9457): a sentence, and where it is known what was found where.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record Problem(int Status, string Detail)
{
    private const string MediaType = "application/problem+json";

    /// <summary>The parameter or field that is wrong; null when none is.</summary>
    public string? Where { get; init; }

    /// <summary>What was found there.</summary>
    public string? Found { get; init; }

    /// <summary>What is allowed there.</summary>
    public string? Allowed { get; init; }

    /// <summary>A parameter or field with a value that is not allowed.</summary>
    public static Problem Of(int status, string where, string? found, string allowed) => new(
        status, found is null ? $"{where}: {allowed}" : $"{where} is '{found}'; {allowed}.")
    {
        Where = where,
        Found = found,
        Allowed = allowed,
    };

    public Task Write(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(), RowJson.Options);
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }

    private Dictionary<string, object> Body()
    {
        var body = new Dictionary<string, object>
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(Status),
            ["status"] = Status,
            ["detail"] = Detail,
        };
        Add("where", Where);
        Add("found", Found);
        Add("allowed", Allowed);
        return body;

        void Add(string name, string? value)
        {
            if (value is not null)
                body[name] = value;
        }
    }
}

/// <summary>A request is refused.</summary>
internal sealed class RequestRefusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}

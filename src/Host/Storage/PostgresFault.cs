using System.Net.Sockets;
using System.Security.Authentication;
using Akka.Pattern;
using Npgsql;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>Why PostgreSQL failed, for messages to the user.</summary>
/// <param name="State">
/// The five characters of the SQL standard (SQLSTATE); empty when the server did not answer.
/// </param>
internal sealed record PostgresFault(string State, string Reason)
{
    /// <summary>The state of a failure in the driver itself, without an answer of the server.</summary>
    private const string Driver = "driver";

    /// <summary>The server is not reachable, does not answer, is shutting down or is starting up.</summary>
    public bool IsSilence =>
        State is "" or "57P01" or "57P02" or "57P03" || State.StartsWith("08", StringComparison.Ordinal);

    /// <returns>Null when the exception does not come from the database.</returns>
    public static PostgresFault? Of(Exception cause)
    {
        PostgresFault? fault = null;
        for (var e = cause; e is not null; e = e.InnerException)
        {
            fault = e switch
            {
                PostgresException error => new(error.SqlState, error.MessageText),
                SocketException or IOException or TimeoutException or OpenCircuitException => new("", e.Message),
                NpgsqlException or AuthenticationException => new(Driver, e.Message),
                _ => fault,
            };
        }

        return fault is null ? null : fault with { Reason = fault.Reason.ReplaceLineEndings(" ") };
    }

    public HostException OnOpening(PostgresConnection connection, int silence) => State switch
    {
        _ when IsSilence => new(
            silence,
            $"{connection.Server} does not answer: {Sentence} Start the server, or correct Host and Port in "
            + $"{connection.Place}."),
        "28P01" or "28000" => HostException.Refused(
            $"{connection.Server} rejects {connection.User}: {Sentence} Correct Username and Password in "
            + $"{connection.Place}."),
        "3D000" => HostException.Refused(
            $"{connection.Server} has no such database: {Sentence} Create it, or correct Database in "
            + $"{connection.Place}."),
        _ => HostException.Refused(
            $"{connection.Server} cannot be used: {Sentence} The connection string is in {connection.Place}."),
    };

    public string Sentence => Reason.EndsWith('.') ? Reason : Reason + ".";
}

using System.Net;
using Akka.Configuration;
using Npgsql;
using RsrActors.Host.Executable;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Storage;

/// <summary>
/// The connection to PostgreSQL. The connection string stays in memory: it is in no run directory and in no message,
/// because it may contain a password.
/// </summary>
internal sealed class PostgresConnection
{
    private const string Variable = "RSR_POSTGRES";
    private const string Key = "rsr.postgres.connection-string";
    private const string SettingsFile = "postgres.hocon";

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly NpgsqlConnectionStringBuilder _snapshots;

    private PostgresConnection(string text, string place, Config settings)
    {
        Place = place;
        var defaults = settings.GetString("rsr.postgres.defaults", "");
        _connection = Parse($"{defaults};{text}", place);
        _snapshots = Parse($"{defaults};{settings.GetString("rsr.postgres.snapshot-defaults", "")};{text}", place);
        if (string.IsNullOrWhiteSpace(_connection.Host))
            throw HostException.Refused($"The connection string in {place} names no Host. {Form}");
    }

    /// <summary>Where the connection string was found.</summary>
    public string Place { get; }

    public string Server => $"PostgreSQL at {_connection.Host}:{_connection.Port}";

    public string Database => _connection.Database ?? User;

    public string User => _connection.Username ?? Environment.UserName;

    private static string Form => "It looks like this: Host=127.0.0.1;Database=rsr;Username=rsr;Password=...";

    /// <param name="what">What needs a connection, as the beginning of a sentence.</param>
    /// <exception cref="HostException">There is no connection string, or it is not valid.</exception>
    public static PostgresConnection Find(string? option, string what = "PostgreSQL") => FindAny(option)
        ?? throw HostException.Refused(
            $"{what} needs a connection string: give --connection, set the environment variable {Variable}, "
            + $"or write {Key} into {Path.Combine(HostConfiguration.Folder, SettingsFile)}. {Form}");

    /// <returns>Null when no connection string is given.</returns>
    public static PostgresConnection? FindAny(string? option)
    {
        var settings = HostConfiguration.Read(SettingsFile);
        foreach (var (text, place) in ((string?, string)[])[
            (option, "--connection"),
            (Environment.GetEnvironmentVariable(Variable), Variable),
            (settings.GetString(Key, ""), $"{Key} of {SettingsFile}")])
        {
            if (!string.IsNullOrWhiteSpace(text))
                return new(text, place, settings);
        }

        return null;
    }

    /// <summary>The configuration for Akka.Persistence.Sql, for a run's schema.</summary>
    public Config Configuration(string schema) => ConfigurationFactory.ParseString(
        $"""
        akka.persistence.journal.sql.connection-string = {QuotedText.Of(Named(_connection, "writer", schema).ToString())}
        akka.persistence.snapshot-store.sql.connection-string = {QuotedText.Of(Named(_snapshots, "writer", schema).ToString())}
        """).WithFallback(HostConfiguration.Read(SettingsFile));

    /// <summary>Opens a connection whose search path is a run's schema.</summary>
    /// <param name="role">What the connection is for; the administrator of the server sees it.</param>
    /// <param name="silence">The exit code when the server does not answer.</param>
    /// <exception cref="HostException">It cannot be opened; the message says what to do.</exception>
    public NpgsqlConnection Open(string role, string schema, int silence)
    {
        var named = Named(_connection, role, schema);
        named.Pooling = false; // Closing the connection then ends the session and releases its locks.
        var connection = new NpgsqlConnection();
        try
        {
            connection.ConnectionString = named.ToString();
            connection.Open();
            return connection;
        }
        catch (Exception e) when (IsNotUnderstood(e))
        {
            connection.Dispose();
            throw NotUnderstood(Place);
        }
        catch (Exception e) when (PostgresFault.Of(e) is { } fault)
        {
            connection.Dispose();
            throw fault.OnOpening(this, silence);
        }
    }

    /// <summary>
    /// The server shows each connection with this name; the message about the lock's holder quotes it.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Named(
        NpgsqlConnectionStringBuilder connection, string role, string schema) =>
        new(connection.ToString())
        {
            ApplicationName = $"{schema} {role} {Environment.ProcessId} on {Dns.GetHostName()}",
            SearchPath = schema,
        };

    /// <summary>
    /// The driver's message about an invalid connection string may quote the password, so it is left out.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Parse(string text, string place)
    {
        try
        {
            return new(text);
        }
        catch (Exception e) when (IsNotUnderstood(e))
        {
            throw NotUnderstood(place);
        }
    }

    /// <summary>Some values are parsed only when a connection is opened.</summary>
    private static bool IsNotUnderstood(Exception e) =>
        e is ArgumentException or FormatException or OverflowException or InvalidCastException;

    private static HostException NotUnderstood(string place) =>
        HostException.Refused($"The connection string in {place} cannot be understood. {Form}");
}

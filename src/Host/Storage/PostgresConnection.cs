using System.Net;
using Akka.Configuration;
using Npgsql;
using RsrActors.Host.Executable;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Storage;

/// <summary>
/// How PostgreSQL is reached. The connection string stays in memory: it is in no run directory and in no message, for
/// it may hold a password.
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

    /// <param name="what">What is in need of a connection, as the beginning of a sentence.</param>
    /// <exception cref="HostException">There is none, or it is none.</exception>
    public static PostgresConnection Find(string? option, string what = "PostgreSQL") => FindAny(option) ?? throw HostException.Refused(
        $"{what} needs a connection string: give --connection, set the environment variable {Variable}, or write {Key} into "
        + $"{Path.Combine(HostConfiguration.Folder, SettingsFile)}. {Form}");

    /// <returns>Null when nobody has given one.</returns>
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

    /// <summary>What Akka.Persistence.Sql is told, for a run's schema.</summary>
    public Config Configuration(string schema) => ConfigurationFactory.ParseString(
        $"""
        akka.persistence.journal.sql.connection-string = {QuotedText.Of(Named(_connection, "writer", schema).ToString())}
        akka.persistence.snapshot-store.sql.connection-string = {QuotedText.Of(Named(_snapshots, "writer", schema).ToString())}
        """).WithFallback(HostConfiguration.Read(SettingsFile));

    /// <summary>Opens a connection that sees a run's tables under their names.</summary>
    /// <param name="role">What the connection is for, as the server's administrator reads it.</param>
    /// <param name="silence">The exit code when no server answers.</param>
    /// <exception cref="HostException">It cannot be opened; the message says what to do.</exception>
    public NpgsqlConnection Open(string role, string schema, int silence)
    {
        var named = Named(_connection, role, schema);
        named.Pooling = false; // Closed is closed: what the session holds, it lets go of.
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

    /// <summary>The server shows each connection under this name, and the lock's holder is known by it.</summary>
    private static NpgsqlConnectionStringBuilder Named(
        NpgsqlConnectionStringBuilder connection, string role, string schema) =>
        new(connection.ToString())
        {
            ApplicationName = $"{schema} {role} {Environment.ProcessId} on {Dns.GetHostName()}",
            SearchPath = schema,
        };

    /// <summary>
    /// What the driver has to say of a string it does not understand may quote the password: it is left out.
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

    /// <summary>Some values are looked at only when a connection is opened.</summary>
    private static bool IsNotUnderstood(Exception e) =>
        e is ArgumentException or FormatException or OverflowException or InvalidCastException;

    private static HostException NotUnderstood(string place) =>
        HostException.Refused($"The connection string in {place} cannot be understood. {Form}");
}

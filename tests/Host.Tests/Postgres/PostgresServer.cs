using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace RsrActors.Host.Tests.Postgres;

/// <summary>
/// A PostgreSQL server for the tests, from the binaries of this machine, on a free port. The server stops after the
/// tests, and its files are deleted.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>The password, which no output and no file of the program may contain.</summary>
    public const string Password = "open-sesame";

    private readonly string? _binaries = Binaries();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsr-postgres-");
    private readonly int _port = FreePort();
    private bool _runs;

    public PostgresServer()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        if (_binaries is null)
            return;
        var password = Path.Combine(_folder.FullName, "password");
        File.WriteAllText(password, Password);
        if (Environment.IsPrivilegedProcess)
            Execute("chown", "-R", "postgres", _folder.FullName);
        Serve(
            "initdb", "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={password}", "--no-sync", "-E",
            "UTF8");
        Start();
        Execute("postgres", $"CREATE ROLE rsr LOGIN PASSWORD '{Password}'");
        Execute("postgres", $"CREATE ROLE guest LOGIN PASSWORD '{Password}'");
        Execute("postgres", "CREATE DATABASE rsr OWNER rsr");
    }

    /// <summary>For the role that owns the database.</summary>
    public string Connection => ConnectionOf("rsr", "rsr");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>A test without a server is skipped.</summary>
    public void Require() => Skip.If(_binaries is null, "This machine has no PostgreSQL server (initdb, pg_ctl).");

    public string ConnectionOf(string user, string database, string password = Password) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={user};Password={password}";

    /// <summary>A session of the database's owner.</summary>
    public NpgsqlConnection Open(string application = "tests")
    {
        var connection = new NpgsqlConnection($"{Connection};Pooling=False;Application Name={application}");
        connection.Open();
        return connection;
    }

    public string[] Schemas()
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(
            @"SELECT array_agg(nspname::text) FROM pg_namespace WHERE nspname LIKE 'rsr\_%'", connection);
        return command.ExecuteScalar() as string[] ?? [];
    }

    public void Start()
    {
        Serve(
            "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder.FullName, "log"), "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            + "-c fsync=off -c max_connections=50",
            "start");
        _runs = true;
    }

    /// <param name="mode">fast closes the connections first; immediate is like a power cut.</param>
    public void Stop(string mode)
    {
        _runs = false;
        Serve("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (_runs)
            Stop("immediate");
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void Execute(string database, string statement)
    {
        using var connection = new NpgsqlConnection($"{ConnectionOf("postgres", database)};Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>PostgreSQL does not run as root.</summary>
    private void Serve(string binary, params string[] arguments)
    {
        string[] command = [Path.Combine(_binaries!, binary), .. arguments];
        if (Environment.IsPrivilegedProcess)
            command = ["runuser", "-u", "postgres", "--", .. command];
        Execute(command);
    }

    private void Execute(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {errors.GetAwaiter().GetResult()}");
    }

    /// <summary>Debian installs the binaries outside PATH, by version.</summary>
    private static string? Binaries()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        string[] folders = debian.Exists
            ? [.. debian.GetDirectories().Select(version => Path.Combine(version.FullName, "bin")).OrderDescending()]
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(
                folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests that share the server run one after the other, because some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresGroup : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

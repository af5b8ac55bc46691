using System.CommandLine;
using RsrActors.Host.Storage;

namespace RsrActors.Host.Commands;

/// <summary>The options that choose the database of a run.</summary>
internal sealed class StorageOptions
{
    private readonly Option<string> _journal = new("--journal")
    {
        Description = "Where events are stored: sqlite or postgres.",
        DefaultValueFactory = _ => StorageChoice.Sqlite,
    };

    /// <summary>Also for a run that exists.</summary>
    public Option<string?> ConnectionOption { get; } = Connection();

    public void AddTo(Command command)
    {
        command.Options.Add(_journal);
        command.Options.Add(ConnectionOption);
    }

    /// <summary>Whether an option chooses where a new run is stored.</summary>
    public bool IsChoice(Option option) => option == _journal;

    /// <exception cref="Executable.HostException">The options are not a valid choice.</exception>
    public StorageChoice Of(ParseResult parsed) =>
        new StorageChoice(parsed.GetValue(_journal)!, parsed.GetValue(ConnectionOption)).Require();

    /// <summary>For commands that find a run and its journal.</summary>
    public static Option<string?> Connection() => new("--connection")
    {
        Description =
            "The connection string of the PostgreSQL database; without it RSR_POSTGRES, then hocon/postgres.hocon.",
    };
}

using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Scenarios;

namespace RsrActors.Running;

/// <summary>Converts the live commands of a run into scripted commands.</summary>
public static class AcceptedCommands
{
    extension(ImmutableArray<LiveCommand> commands)
    {
        public ImmutableArray<ScriptedCommand> AsScript() =>
            [.. commands.Select(one => new ScriptedCommand(one.At, one.Command))];
    }
}

using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Scenarios;

namespace RsrActors.Running;

/// <summary>The live commands of a run, as a scenario's script has its own.</summary>
public static class AcceptedCommands
{
    extension(ImmutableArray<LiveCommand> commands)
    {
        public ImmutableArray<ScriptedCommand> AsScript() =>
            [.. commands.Select(one => new ScriptedCommand(one.At, one.Command))];
    }
}

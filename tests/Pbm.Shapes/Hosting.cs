using Akka.Actor;

namespace Petabridge.Cmd.Host;

/// <summary>Accepts palettes, and does not listen.</summary>
public sealed class PetabridgeCmd(ExtendedActorSystem system) : IExtension
{
    private readonly List<CommandPaletteHandler> _palettes = [];

    public ActorSystem Sys => system;

    public IReadOnlyList<CommandPaletteHandler> Palettes => _palettes;

    public bool IsStarted { get; private set; }

    public static PetabridgeCmd Get(ActorSystem system) => system.WithExtension<PetabridgeCmd, Provider>();

    public void RegisterCommandPalette(CommandPaletteHandler palette)
    {
        _palettes.Add(palette);
        palette.OnRegister(this);
    }

    public void Start() => IsStarted = true;

    private sealed class Provider : ExtensionIdProvider<PetabridgeCmd>
    {
        public override PetabridgeCmd CreateExtension(ExtendedActorSystem system) => new(system);
    }
}

public abstract class CommandPaletteHandler(CommandPalette palette)
{
    public CommandPalette Palette => palette;

    public abstract Props HandlerProps { get; }

    public virtual void OnRegister(PetabridgeCmd plugin)
    {
    }
}

public abstract class CommandHandlerActor : ReceiveActor
{
    private readonly Dictionary<string, Action<Command>> _handlers = [];

    protected CommandHandlerActor(CommandPalette palette) =>
        Receive<Command>(command => _handlers[command.Name](command));

    protected void Process(string command, Action<Command> handler) => _handlers[command] = handler;
}

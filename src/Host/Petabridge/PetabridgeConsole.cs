using System.Collections.Immutable;
using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Petabridge;

/// <summary>
/// Our palettes for Petabridge.Cmd. Compiled with <c>-p:UsePetabridgeCmd=true</c> only. It follows published usage of
/// the library, and was never compiled against the library itself.
/// </summary>
public static class PetabridgeConsole
{
    /// <summary>Its own HOCON section, <c>petabridge.cmd</c>, has the address at which it listens.</summary>
    public static void Start(ActorSystem system, ImmutableArray<Palette> palettes)
    {
        var host = PetabridgeCmd.Get(system);
        foreach (var palette in palettes)
            host.RegisterCommandPalette(new PetabridgePalette(palette));
        host.Start();
    }
}

/// <summary>One palette as a palette of Petabridge.Cmd.</summary>
public sealed class PetabridgePalette : CommandPaletteHandler
{
    public PetabridgePalette(Palette palette)
        : this(palette, new CommandPalette(palette.Name, [.. palette.Commands.Select(Translated)]))
    {
    }

    private PetabridgePalette(Palette palette, CommandPalette translated)
        : base(translated) => HandlerProps = Props.Create<PetabridgeHandler>(palette, translated);

    public override Props HandlerProps { get; }

    private static CommandDefinition Translated(PaletteCommand command) => command.AllSwitches
        .Aggregate(
            new CommandDefinitionBuilder().WithName(command.Name).WithDescription(command.Description),
            (builder, one) => builder.WithArgument(argument => Spellings(one).Aggregate(
                argument.WithName(one.Name).WithDescription(one.Description)
                    .IsMandatory(one.IsRequired).AllowMultiple(one.IsRepeatable).WithDefaultValues(Suggested(one)),
                (spelled, spelling) => spelled.WithSwitch(spelling))))
        .Build();

    /// <summary>In Petabridge.Cmd upper and lower case are two switches.</summary>
    private static IEnumerable<string> Spellings(Switch one) =>
        new[] { one.Brief, one.Brief?.ToUpperInvariant(), one.Name }
            .OfType<string>().Distinct().Select(name => $"-{name}");

    /// <summary>No published usage has a switch without a value, so a flag may have one.</summary>
    private static string[] Suggested(Switch one) =>
        one.IsFlag ? ["true", "false"] : [.. one.OneOf.Append(one.Default).OfType<string>().Distinct()];
}

/// <summary>
/// Handles one palette for one client. It has no state: each call has its own <see cref="PetabridgeCall"/>.
/// </summary>
internal sealed class PetabridgeHandler : CommandHandlerActor
{
    public PetabridgeHandler(Palette palette, CommandPalette translated)
        : base(translated)
    {
        foreach (var command in palette.Commands)
            Process(command.Name, called => Context.ActorOf(Props.Create<PetabridgeCall>(
                palette, Words(command, called), Sender)));
    }

    private static ImmutableArray<string> Words(PaletteCommand command, Command called) =>
    [
        command.Name,
        .. called.Arguments.SelectMany(one => (command.Find(one.Item1), one.Item2) switch
        {
            ({ IsFlag: true }, "false") => [],
            ({ IsFlag: true }, _) => [one.Item1],
            _ => new[] { one.Item1, one.Item2 },
        }),
    ];
}

/// <summary>A running command; it is cancelled when its client or its handler stops.</summary>
internal sealed class PetabridgeCall : ReceiveActor, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Func<Task<Answer>> _run;

    public PetabridgeCall(Palette palette, ImmutableArray<string> words, IActorRef client)
    {
        _run = () => Interpreter.Run(palette, words, isJson => new PetabridgeReply(client, isJson), _cancelled.Token);
        Context.Watch(client);
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<Status.Failure>(failure => End(client, new ErroredCommandResponse(failure.Cause.Message)));
        Receive<Answer>(answer => End(client, answer switch
        {
            Answer.Error error => new ErroredCommandResponse(error.Message),
            Answer.Misuse misuse => new ErroredCommandResponse(misuse.Message),
            _ => CommandResponse.Empty,
        }));
    }

    public void Dispose() => _cancelled.Dispose();

    protected override void PreStart() => Task.Run(_run).PipeTo(Self);

    protected override void PostStop() => _cancelled.Cancel();

    private void End(IActorRef client, object response)
    {
        client.Tell(response);
        Context.Stop(Self);
    }
}

/// <summary>
/// The sessions of Petabridge.Cmd have unbounded mailboxes, so writing never waits and an offered line is not dropped.
/// </summary>
internal sealed class PetabridgeReply(IActorRef client, bool isJson) : IReply
{
    public bool IsJson => isJson;

    public ValueTask Write(ReplyLine line)
    {
        Tell(line);
        return ValueTask.CompletedTask;
    }

    public void Offer(Func<ReplyLine> line) => Tell(line());

    public void Drop(long lines) => Tell(ReplyLine.Dropped(lines, isJson));

    private void Tell(ReplyLine line)
    {
        if (line.IsJson || !isJson)
            client.Tell(new CommandResponse(line.Content, false));
    }
}

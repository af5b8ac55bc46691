using System.CommandLine;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Running;

namespace RsrActors.Host.Commands;

/// <summary>
/// <c>rsr ticket</c>: makes a device's current ticket again, or its boot ticket. The contents follow from the device's
/// history; the run's key signs them.
/// </summary>
internal static class TicketCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var device = new Argument<string>("device") { Description = "device-0000042, or 42." };
        var file = new Option<string>("--output") { Description = "The file to write, DER (.im4m).", Required = true };
        var boot = new Option<bool>("--boot")
        {
            Description = "Write the boot ticket of the device's system. Default: the ticket of its response.",
        };
        var overwrite = WholeFile.Overwrite();
        var connection = StorageOptions.Connection();
        var command = new Command("ticket", "Writes a device's current ticket as a DER file.")
        {
            path, device, boot, file, overwrite, connection,
        };
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var entity = Entities.Parse(parsed.GetValue(device)!, directory.Scenario);
            if (!entity.IsDevice)
                throw HostException.Refused($"{entity} is no device; only devices have tickets.");
            var (ticket, sentence) = parsed.GetValue(boot)
                ? BootTicketOf(directory, entity) : TicketOf(directory, entity);
            WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), output => output.Write(ticket.Span));
            if (!WholeFile.IsStandardOutput(parsed.GetValue(file)))
            {
                parsed.InvocationConfiguration.Output.WriteLine($"{sentence} is in {parsed.GetValue(file)}.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The ticket of a device's response, and the beginning of a sentence about it.</summary>
    private static (ReadOnlyMemory<byte> Ticket, string Sentence) TicketOf(RunDirectory directory, EntityId entity)
    {
        var world = new World(directory.Scenario);
        var state = StateOf(directory, entity, world);
        var held = state.TicketOf ?? throw HostException.Refused($"{entity} has no ticket: it holds no response.");

        using var issuer = IssuerOf(directory, world);
        var variant = world.Release(held.Release).TargetFor(state.Platform, state.Os.Build)!.Variant;
        var nonce = DeviceState.NonceOf(state.Traits, held.NonceGeneration);
        return (
            issuer.Issue(new(new(held.Release, nonce, TicketFlaw.None), variant, state.Binding)),
            $"{entity} runs or holds {held.Release}; its ticket");
    }

    /// <summary>The boot ticket of a device's system, likewise.</summary>
    private static (ReadOnlyMemory<byte> Ticket, string Sentence) BootTicketOf(RunDirectory directory, EntityId entity)
    {
        var world = new World(directory.Scenario);
        var state = StateOf(directory, entity, world);
        if (!state.Platform.IsApple)
        {
            throw HostException.Refused(
                $"{entity} is of the platform {state.Platform.Name}, which boots without a ticket.");
        }

        using var issuer = IssuerOf(directory, world);
        var device = world.BootBindingOf(state.Traits, state.Os.Build);
        return (
            issuer.IssueBoot(new(state.Platform, state.Os.Build, device)),
            $"{entity} has the system {state.Os.Version} ({state.Os.Build}); its boot ticket");
    }

    private static TicketIssuer IssuerOf(RunDirectory directory, World world) => new TicketAuthority(
        world, new ResponseLibrary(directory.Scenario), directory.Signing.Read(),
        SigningKeys.Foreign(directory.Scenario.Start)).NewIssuer();

    private static DeviceState StateOf(RunDirectory directory, EntityId entity, World world)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        var state = DeviceState.Unenrolled(world.TraitsOf(entity.Number), world);
        foreach (var happened in stored.Events(FleetSimulation.ProcessOf(entity, directory.Scenario)))
        {
            if (happened.Entity == entity)
                state = DeviceFold.Evolve(state, (DeviceEvent)happened.Event, happened.At, world);
        }

        return state;
    }
}

using RsrActors.Actors.Kernel;
using RsrActors.Model.Scenarios;

namespace RsrActors.TestKit;

/// <summary>
/// Commands of the operator. Each command is accepted at the present moment and takes some seconds to arrive, so its
/// effect shows after time has passed.
/// </summary>
public sealed partial class RunningFleet
{
    private const string IssuedBy = "test";

    /// <summary>Publishes a response.</summary>
    /// <param name="percent">The share of the fleet; by the rollout rule when it is null.</param>
    public Task Publish(string release, double? percent = null) =>
        Submit(new OperatorCommand.Publish(IdOf(release), percent));

    /// <summary>Sets the ramp by hand.</summary>
    public Task Ramp(string release, double percent) => Submit(new OperatorCommand.Ramp(IdOf(release), percent));

    /// <summary>Pauses a response: it is not offered until it is resumed.</summary>
    public Task Pause(string release, string cause = "to be sure") =>
        Submit(new OperatorCommand.Pause(IdOf(release), cause));

    /// <summary>Resumes a paused response.</summary>
    public Task Resume(string release, string cause = "it was nothing") =>
        Submit(new OperatorCommand.Resume(IdOf(release), cause));

    /// <summary>Withdraws a response: it is never offered again.</summary>
    /// <param name="removeFromDevices">Devices that update automatically take it off as well.</param>
    public Task Withdraw(string release, bool removeFromDevices = false, string cause = "it does harm") =>
        Submit(new OperatorCommand.Withdraw(IdOf(release), cause, removeFromDevices));

    /// <summary>Publishes a software update, by the version it leads to.</summary>
    public Task PublishUpdate(string version) => Submit(new OperatorCommand.Publish(version, null));

    /// <summary>Starts an outage of the signing service.</summary>
    public Task StartSigningOutage() => Submit(new OperatorCommand.StartSigningOutage());

    /// <summary>Ends the outage of the signing service.</summary>
    public Task EndSigningOutage() => Submit(new OperatorCommand.EndSigningOutage());

    /// <summary>What people may do with responses on managed devices, from now on.</summary>
    public Task Restrict(bool allowInstallation, bool allowRemoval) =>
        Submit(new OperatorCommand.Restrict(allowInstallation, allowRemoval));

    /// <summary>
    /// Managed devices have to install a response, and restart into it at the deadline at the latest.
    /// </summary>
    public Task Enforce(string release, TimeSpan within) => Submit(new OperatorCommand.Enforce(IdOf(release), within));

    /// <summary>Managed devices remove all responses.</summary>
    public Task RemoveFromManaged() => Submit(new OperatorCommand.RemoveFromManaged());

    /// <summary>Any other command of an operator.</summary>
    public async Task Submit(OperatorCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Scenario.Require(command);
        await Ask<LiveProtocol.Accepted>(new LiveProtocol.Submit(command, IssuedBy));

        // The command may be due earlier than everything else.
        await Travel(new LiveProtocol.GetStatus());
    }

    internal string IdOf(string release) => Scenario.Require(release).Id;
}

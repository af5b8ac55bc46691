using RsrActors.Actors.Kernel;
using RsrActors.Model.Scenarios;

namespace RsrActors.TestKit;

/// <summary>
/// What the operator does. Each command is accepted at the present moment and takes some seconds to arrive: what comes
/// of it is seen once time has passed.
/// </summary>
public sealed partial class RunningFleet
{
    private const string IssuedBy = "test";

    /// <summary>A response is offered.</summary>
    /// <param name="percent">To which share of the fleet; by the rollout rule when nothing is said.</param>
    public Task Publish(string release, double? percent = null) =>
        Submit(new OperatorCommand.Publish(IdOf(release), percent));

    /// <summary>The ramp is moved by hand.</summary>
    public Task Ramp(string release, double percent) => Submit(new OperatorCommand.Ramp(IdOf(release), percent));

    /// <summary>A response is not offered for a while.</summary>
    public Task Pause(string release, string cause = "to be sure") =>
        Submit(new OperatorCommand.Pause(IdOf(release), cause));

    /// <summary>It is offered again.</summary>
    public Task Resume(string release, string cause = "it was nothing") =>
        Submit(new OperatorCommand.Resume(IdOf(release), cause));

    /// <summary>A response is never offered again.</summary>
    /// <param name="removeFromDevices">Devices that update automatically take it off as well.</param>
    public Task Withdraw(string release, bool removeFromDevices = false, string cause = "it does harm") =>
        Submit(new OperatorCommand.Withdraw(IdOf(release), cause, removeFromDevices));

    /// <summary>A software update is offered, by the version it leads to.</summary>
    public Task PublishUpdate(string version) => Submit(new OperatorCommand.PublishUpdate(version));

    /// <summary>The signing service cannot be reached from now on.</summary>
    public Task StartSigningOutage() => Submit(new OperatorCommand.StartSigningOutage());

    /// <summary>It can be reached again.</summary>
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

    /// <summary>Whatever an operator can do.</summary>
    public async Task Submit(OperatorCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Scenario.Require(command);
        await Ask<LiveProtocol.Accepted>(new LiveProtocol.Submit(command, IssuedBy));

        // Something is due earlier now than it was.
        await Travel(new LiveProtocol.GetStatus());
    }

    internal string IdOf(string release) => Scenario.Require(release).Id;
}

namespace RsrActors.Host.Tests.Commands;

/// <summary>The disk is full. Stored rows stay, and the message says how to resume the run.</summary>
[Trait("Length", "Long")]
public sealed class FullDiskTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [SkippableFact]
    public void A_run_on_a_full_disk_says_how_to_go_on_and_goes_on_when_there_is_room()
    {
        var rsr = $"dotnet '{Workplace.Program}'";
        Directory.CreateDirectory(_place["disk"]);
        Skip.IfNot(
            OperatingSystem.IsLinux() && Workplace.Has("unshare") && Disk("8m", "true").ExitCode == 0,
            "This user cannot mount a small disk.");

        var said = Disk(
            "8m",
            $"{rsr} run unlucky --devices 4000 --quiet --out run; echo exit $?; "
            + $"mount -o remount,size=200m '{_place["disk"]}' && {rsr} resume run --quiet && {rsr} verify run");

        Assert.Equal(
            "The run in run stopped: run/journal.db or its snapshots cannot be written: the disk is full. Make room. "
            + "All closed epochs are stored; go on with: rsr resume run\n",
            said.Errors);
        Assert.StartsWith("exit 1\nrun\nrun verifies: ", said.Output, StringComparison.Ordinal);
    }

    /// <summary>In its own mount namespace: the disk exists until the command ends.</summary>
    private Outcome Disk(string size, string command) => _place.Execute(
        "unshare", "--map-root-user", "--mount", "bash", "-c",
        $"mount -t tmpfs -o size={size} tmpfs '{_place["disk"]}' && cd '{_place["disk"]}' && {command}");
}

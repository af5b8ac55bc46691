using System.Collections.Immutable;
using ArchUnitNET.Loader;
using RsrActors.Actors.Kernel;
using RsrActors.Model;
using RsrActors.Pbm;
using RsrActors.Reports.Figures;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>
/// The order of the folders ("floors"): the types of a folder use only types of their own folder and of folders below
/// it. Read from the compiled types, so that a reference counts which needs no <c>using</c>.
/// </summary>
public sealed class FloorTests
{
    private const string Root = "RsrActors.";

    /// <summary>All folders, the lowest first. A new folder needs its place here.</summary>
    private static readonly ImmutableArray<string> Floors =
    [
        "Model", "Model.Simulation", "Model.Statistics", "Model.Platforms",
        "Model.Image4.Der", "Model.Image4.Keys", "Model.Image4",
        "Model.Rollouts", "Model.Scenarios", "Model.Analytics", "Model.Crashes", "Model.Cryptexes", "Model.Population",
        "Model.Signing", "Model.Releases",
        "Model.Devices.States", "Model.Devices.Crashes", "Model.Devices.Installing", "Model.Devices", "Model.Devices.Views",
        "Model.Invariants",

        "Texts",
        "Scenarios.Hocon", "Scenarios.Sections", "Scenarios.Keys", "Scenarios.Checks", "Scenarios",
        "Reports.Numbers", "Reports.Layout", "Reports.Events", "Reports.Figures", "Reports.Traces", "Reports.Crashes",
        "Reports.Adoption", "Reports.Exposure", "Reports.Printed", "Reports",
        "Pbm", "Pbm.Grammar", "Pbm.Wire", "Pbm.Listening", "Pbm.Client",

        "Actors.Journal", "Actors.Kernel", "Actors.Analytics", "Actors.Fleet", "Actors.Devices",
        "Actors.Signing", "Actors.Updates", "Actors.Operations", "Actors.Simulations",

        "Running",

        "Host.Executable", "Host.Files", "Host.Storage", "Host.Runs", "Host.Benchmarks", "Host.Live", "Host.Palettes",
        "Host.Serving", "Host.Commands",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(
        typeof(Digest).Assembly, typeof(RsrActors.Texts.BoundedFile).Assembly, typeof(ScenarioReader).Assembly, typeof(Report).Assembly, typeof(Palette).Assembly,
        typeof(RunGauges).Assembly, typeof(RsrActors.Running.RunEnding).Assembly, typeof(RsrActors.Host.Executable.ExitCode).Assembly).Build();

    [Fact]
    public void A_folder_uses_only_folders_below_it() => Assert.Empty(
        Code.Types.SelectMany(type => type.Dependencies
                .Select(dependency => (From: type, To: dependency.Target))
                .Where(one => FloorOf(one.From) is { } from && FloorOf(one.To) is { } to && to > from))
            .Select(one => $"{one.From.FullName} uses {one.To.FullName}, which is above it")
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_folder_has_its_floor() => Assert.Equal(
        Floors.Order(StringComparer.Ordinal),
        Code.Types.Select(type => type.Namespace.FullName)
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..]).Distinct().Order(StringComparer.Ordinal));

    /// <returns>Null for a type that is not in the table: of a package, or of <c>Program.cs</c>.</returns>
    private static int? FloorOf(ArchUnitNET.Domain.IType type) =>
        type.Namespace is { FullName: var name } && name.StartsWith(Root, StringComparison.Ordinal)
            && Floors.IndexOf(name[Root.Length..]) is >= 0 and var floor
            ? floor
            : null;
}

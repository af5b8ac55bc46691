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

    private static readonly ImmutableArray<string> Order = Floors.Namespaces;

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(
        typeof(Digest).Assembly, typeof(RsrActors.Texts.BoundedFile).Assembly,
        typeof(RsrActors.Charts.LineChart).Assembly, typeof(RsrActors.Fleets.InventoryFile).Assembly,
        typeof(RsrActors.Profiles.ProfileFile).Assembly, typeof(RsrActors.Catalogues.CatalogueFile).Assembly,
        typeof(ScenarioReader).Assembly,
        typeof(Report).Assembly, typeof(Palette).Assembly, typeof(RunGauges).Assembly,
        typeof(RsrActors.Running.RunEnding).Assembly, typeof(RsrActors.Laboratory.Designs.Experiment).Assembly,
        typeof(RsrActors.Simulator.Simulation).Assembly,
        typeof(RsrActors.Host.Executable.ExitCode).Assembly).Build();

    [Fact]
    public void A_folder_uses_only_folders_below_it() => Assert.Empty(
        Code.Types.SelectMany(type => type.Dependencies
                .Select(dependency => (From: type, To: dependency.Target))
                .Where(one => FloorOf(one.From) is { } from && FloorOf(one.To) is { } to && to > from))
            .Select(one => $"{one.From.FullName} uses {one.To.FullName}, which is above it")
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_folder_has_its_floor() => Assert.Equal(
        Floors.Namespaces.Order(StringComparer.Ordinal),
        Code.Types.Select(type => type.Namespace.FullName)
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void ARCHITECTURE_draws_the_table_of_the_floors()
    {
        var uses = Code.Types
            .SelectMany(type => type.Dependencies.Select(dependency => (ProjectOf(type), ProjectOf(dependency.Target))))
            .Where(use => use is ({ } from, { } to) && from != to)
            .Distinct()
            .OrderBy(use => use.Item1, StringComparer.Ordinal).ThenBy(use => use.Item2, StringComparer.Ordinal)
            .Select(use => (use.Item1!, use.Item2!));
        var picture = string.Join('\n', Floors.Picture(uses));

        Assert.Contains($"```mermaid\n{picture}\n```", Checkout.Read("ARCHITECTURE.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_platform_s_mathematics_is_used_by_the_statistics_of_experiments_only() => Assert.Equal(
        ["Model.Statistics.Comparisons", "Model.Statistics.Estimates"],
        Code.Types.Where(type => type.Dependencies.Any(dependency => IsIn(dependency.Target, "MathNet.Numerics")))
            .Select(type => type.Namespace.FullName[Root.Length..]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Rollouts")]
    [InlineData("Analytics")]
    [InlineData("Crashes")]
    [InlineData("Population")]
    [InlineData("Signing")]
    [InlineData("Releases")]
    [InlineData("Mechanisms")]
    [InlineData("Devices")]
    [InlineData("Operations")]
    public void No_rule_uses_the_statistics_of_experiments(string folder) => Assert.Empty(
        Code.Types.Where(type => IsIn(type, $"{Root}Model.{folder}"))
            .SelectMany(type => type.Dependencies.Select(dependency => dependency.Target))
            .Where(target => target.Namespace is { FullName: var name }
                && name.StartsWith($"{Root}Model.Statistics.", StringComparison.Ordinal))
            .Select(target => target.FullName));

    private static bool IsIn(ArchUnitNET.Domain.IType type, string folder) =>
        type.Namespace is { FullName: var name }
        && (name == folder || name.StartsWith($"{folder}.", StringComparison.Ordinal));

    /// <returns>Null also for a generic parameter: the loader confuses those of different types.</returns>
    private static string? ProjectOf(ArchUnitNET.Domain.IType type) =>
        type is not ArchUnitNET.Domain.GenericParameter && FloorOf(type) is { } floor
            ? Order[floor].Split('.')[0]
            : null;

    /// <returns>Null for a type that is not in the table: of a package, or of <c>Program.cs</c>.</returns>
    private static int? FloorOf(ArchUnitNET.Domain.IType type) =>
        type.Namespace is { FullName: var name } && name.StartsWith(Root, StringComparison.Ordinal)
            && Order.IndexOf(name[Root.Length..]) is >= 0 and var floor
            ? floor
            : null;
}

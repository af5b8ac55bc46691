using RsrActors.Model;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>The table of boots in FAILURES.md says what the rules do.</summary>
public sealed class FailuresPageTests
{
    private static readonly string[][] Rows =
    [
        .. Checkout.Read("FAILURES.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| step of a boot |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()),
    ];

    [Fact]
    public void Each_step_of_a_boot_has_a_row_with_its_fault() => Assert.Equal(
        Enum.GetValues<BootStep>().Select(step => $"`{Words.Of(BootSteps.FaultOf(step))}`"),
        Rows.Select(row => row[1]).Where(fault => !IsDamagedFile(fault)));

    /// <summary>An empty cell is a step that such a boot does not have, or that does not fail there.</summary>
    [Fact]
    public void Each_cell_names_the_way_out_of_the_step()
    {
        var steps = Enum.GetValues<BootStep>().ToDictionary(step => $"`{Words.Of(BootSteps.FaultOf(step))}`");
        foreach (var row in Rows.Where(row => steps.ContainsKey(row[1])))
        {
            var step = steps[row[1]];
            AssertCell(row[2], BootSteps.FallbackOf(step, BootedContent.Response));
            AssertCell(row[3], BootSteps.FallbackOf(step, BootedContent.Update));
            AssertCell(row[4], BootSteps.FallbackOf(step, BootedContent.Base));
        }
    }

    /// <summary>A response runs again after the previous snapshot: its ticket is looked at, and a person comes.</summary>
    [Fact]
    public void A_response_after_a_failed_update_is_in_the_hands_of_a_person() => Assert.Contains(
        Rows, row => row[1] == "`cryptex-ticket-invalid`" && row[4] == "hands, with a response after a failed update");

    [Fact]
    public void A_damaged_ticket_and_a_damaged_image_are_found_at_their_steps_and_end_in_base_content() => Assert.Equal(
        [
            ["Cryptex1 ticket", "`stored-file-damaged` (the stored ticket)", "base content", "", ""],
            ["graft of the cryptexes", "`stored-file-damaged` (a stored image)", "base content", "", ""],
        ],
        Rows.Where(row => IsDamagedFile(row[1])));

    private static bool IsDamagedFile(string fault) =>
        fault.StartsWith($"`{Words.Of(DeviceFault.StoredFileDamaged)}`", StringComparison.Ordinal);

    private static void AssertCell(string cell, BootFallback wayOut)
    {
        if (cell.Length > 0)
            Assert.StartsWith(Words.Of(wayOut).Replace('-', ' '), cell, StringComparison.Ordinal);
    }
}

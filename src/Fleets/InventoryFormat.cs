using System.Collections.Immutable;
using System.Text;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Fleets;

/// <summary>
/// The inventory of this program: CSV with a row for each kind of device and its count, in the order of the kinds. It
/// has no value by which a device or a person is known. docs/fleet.md describes the columns.
/// </summary>
public static class InventoryFormat
{
    private const string Header = "platform,model,chip,form,version,build,letter,group,ring,days-silent,devices\n";

    public static string Write(ImmutableArray<InventoryKind> kinds)
    {
        var text = new StringBuilder(Header);
        foreach (var kind in kinds)
        {
            // Models and labels have letters, digits, dots and hyphens; of all fields a model alone has a comma.
            _ = text.Append(kind.Platform.Name).Append(',')
                .Append('"').Append(kind.Model).Append("\",")
                .Append($"0x{kind.ChipId:X4},")
                .Append(kind.Desktop ? "desktop" : "mobile").Append(',')
                .Append(kind.OsVersion).Append(',')
                .Append(kind.OsBuild).Append(',')
                .Append(kind.Letter).Append(',')
                .Append(kind.Group).Append(',')
                .Append(kind.Ring).Append(',')
                .Append($"{kind.DaysSilent},{kind.Devices}\n");
        }

        return text.ToString();
    }

    /// <summary>SHA-256 of the inventory in this format, in hexadecimal.</summary>
    public static string Sha256(ImmutableArray<InventoryKind> kinds) => $"{Digest.Sha256(Write(kinds))}";
}

using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using RsrActors.Model.Contents;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>What all devices with a build have in common when they start. It is made once for each build.</summary>
/// <param name="Form">The boot tickets of the build.</param>
/// <param name="Number">A number for draws that are about the build: a hash of its name.</param>
internal sealed record BuildBoot(BootContent Content, BootManifestForm Form, int Number)
{
    /// <param name="origin">The version and the build in which a file changed last.</param>
    public static BuildBoot Of(
        Platform platform, string osVersion, string osBuild,
        Func<ContentFile, (string Version, string Build)> origin)
    {
        var content = BootContent.Of(platform, osVersion, origin);
        return new(
            content, new(content.Measurements), (int)XxHash32.HashToUInt32(Encoding.ASCII.GetBytes(osBuild)));
    }

    /// <summary>
    /// The device, and its boot nonce for this build. The generator of the nonce is drawn for device and build, because
    /// a device generates a new one whenever it requests a boot ticket.
    /// </summary>
    public BootBinding BindingOf(Traits traits)
    {
        Span<byte> generator = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(generator, traits.Dice.Bits(Purpose.BootTicket, Number).High);
        return new(traits.Model.ChipId, traits.BoardId, traits.Ecid, Cryptex1Nonce.FromSeed(generator));
    }
}

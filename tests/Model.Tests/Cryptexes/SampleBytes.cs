using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Cryptexes;

/// <summary>
/// Content that can be made again: byte i is the highest byte of the 32-bit product of i and Knuth's 2654435761.
/// </summary>
internal static class SampleBytes
{
    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(unchecked((uint)i * 2654435761) >> 24);

        return bytes;
    }

    /// <summary>The content of 16.5.1 (a), which changes both cryptexes.</summary>
    public static ResponseContent Response(Platform platform, string version, string baseBuild, string build)
    {
        var prerequisite = BuildNumber.ParseBase(baseBuild)!;
        return ResponseContent.Of(
            "16.5.1-a",
            new(platform, version, prerequisite, BuildNumber.ParseResponse(build, prerequisite)!, 1_000_000),
            [Component.Frameworks, Component.Safari]);
    }
}

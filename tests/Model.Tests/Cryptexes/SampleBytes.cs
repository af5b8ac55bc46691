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
}

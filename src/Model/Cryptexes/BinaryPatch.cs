using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The difference between two images: a zstd frame that was compressed with the first image as its prefix. The stock
/// command <c>zstd -d --patch-from=FROM PATCH -o TO</c> makes the second image again, bit for bit.
/// </summary>
/// <remarks>The safe classes of ZstdSharp accept dictionaries but no prefix, so this class uses pointers.</remarks>
public static class BinaryPatch
{
    /// <summary>
    /// 16 MiB, in bytes; a default image has less than 256 KiB. It bounds what a device allocates for a damaged frame.
    /// It keeps the window far below the 128 MiB that the stock command accepts without an option.
    /// </summary>
    public const int LargestImage = 16 << 20;

    // Higher levels take more time and save almost nothing when the images share nearly all bytes.
    private const int Level = 9;

    private const int SmallestWindowLog = 10; // ZSTD_WINDOWLOG_ABSOLUTEMIN.

    /// <exception cref="ArgumentOutOfRangeException">An image is larger than <see cref="LargestImage"/>.</exception>
    public static unsafe ImmutableArray<byte> Create(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from.Length, LargestImage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to.Length, LargestImage);

        var frame = new byte[Methods.ZSTD_compressBound((nuint)to.Length)];
        var context = Methods.ZSTD_createCCtx();
        try
        {
            Set(context, ZSTD_cParameter.ZSTD_c_compressionLevel, Level);
            Set(context, ZSTD_cParameter.ZSTD_c_windowLog, WindowLog(from.Length + to.Length));
            Set(context, ZSTD_cParameter.ZSTD_c_enableLongDistanceMatching, 1);
            Set(context, ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            fixed (byte* prefix = from, source = to, target = frame)
            {
                Ensure(Methods.ZSTD_CCtx_refPrefix(context, prefix, (nuint)from.Length));
                var length = Ensure(
                    Methods.ZSTD_compress2(context, target, (nuint)frame.Length, source, (nuint)to.Length));
                return [.. frame.AsSpan(0, (int)length)];
            }
        }
        finally
        {
            Methods.ZSTD_freeCCtx(context);
        }
    }

    /// <exception cref="BrokenPatchException">The frame is damaged, or was made for another image.</exception>
    public static unsafe ImmutableArray<byte> Apply(ReadOnlySpan<byte> from, ReadOnlySpan<byte> patch)
    {
        var context = Methods.ZSTD_createDCtx();
        try
        {
            fixed (byte* prefix = from, source = patch)
            {
                var result = new byte[ResultSize(source, patch.Length)];
                fixed (byte* target = result)
                {
                    Ensure(Methods.ZSTD_DCtx_refPrefix(context, prefix, (nuint)from.Length));
                    var length = Methods.ZSTD_decompressDCtx(
                        context, target, (nuint)result.Length, source, (nuint)patch.Length);
                    if (Methods.ZSTD_isError(length))
                        throw new BrokenPatchException(
                            $"The patch is damaged or not for this image: {Methods.ZSTD_getErrorName(length)}.");
                    if (length != (nuint)result.Length)
                        throw new BrokenPatchException("The patch gives less than the size that it states.");

                    return ImmutableCollectionsMarshal.AsImmutableArray(result);
                }
            }
        }
        finally
        {
            Methods.ZSTD_freeDCtx(context);
        }
    }

    /// <summary>The size that the frame's header states, after a check that the patch is exactly one frame.</summary>
    private static unsafe int ResultSize(byte* frame, int length)
    {
        // zstd's codes for "unknown" and "not a frame" are the two largest numbers, so one comparison covers them.
        var size = Methods.ZSTD_getFrameContentSize(frame, (nuint)length);
        if (size > LargestImage)
            throw new BrokenPatchException($"The patch states no result of at most {LargestImage} bytes.");
        if (Methods.ZSTD_findFrameCompressedSize(frame, (nuint)length) != (nuint)length)
            throw new BrokenPatchException("The patch is not exactly one whole frame.");

        return (int)size;
    }

    private static int WindowLog(int bytes) =>
        Math.Max(SmallestWindowLog, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)bytes)));

    private static unsafe void Set(ZSTD_CCtx_s* context, ZSTD_cParameter parameter, int value) =>
        Ensure(Methods.ZSTD_CCtx_setParameter(context, parameter, value));

    private static nuint Ensure(nuint code) => ThrowHelper.EnsureZstdSuccess(code);
}

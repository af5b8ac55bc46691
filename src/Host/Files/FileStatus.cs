using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RsrActors.Host.Files;

/// <summary>
/// What the operating system says about a file and .NET does not: whether it is a regular file, and its identity. Read
/// by statx(2), whose record has the same layout on every architecture. On systems other than Linux the status is null.
/// </summary>
/// <param name="IsRegular">
/// False for a pipe, a socket or a device: bytes pass through it, and it cannot be replaced.
/// </param>
/// <param name="Device">The file system's number.</param>
/// <param name="Inode">The file's number in its file system. It stays when the file or its folder is renamed.</param>
internal sealed record FileStatus(bool IsRegular, ulong Device, ulong Inode)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH: the status of the descriptor itself.
    private const uint TypeAndInode = 0x101; // STATX_TYPE | STATX_INO
    private const int TypeMask = 0xF000; // S_IFMT
    private const int RegularType = 0x8000; // S_IFREG
    private const int RecordSize = 256;
    private const int ModeOffset = 28; // stx_mode
    private const int InodeOffset = 32; // stx_ino
    private const int DeviceOffset = 136; // stx_dev_major, stx_dev_minor

    /// <summary>
    /// Follows symbolic links. <c>missing/../file</c> is <c>file</c>, as for .NET; the system itself would fail at the
    /// missing folder.
    /// </summary>
    /// <returns>Null when there is no such file, or the system gives no status.</returns>
    public static FileStatus? Of(string path) => Ask(CurrentDirectory, Path.GetFullPath(path), 0);

    /// <inheritdoc cref="Of(string)"/>
    public static FileStatus? Of(SafeFileHandle handle) => Ask((int)handle.DangerousGetHandle(), "", EmptyPath);

    private static FileStatus? Ask(int directory, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var record = new byte[RecordSize];
        try
        {
            if (Statx(directory, [.. Encoding.UTF8.GetBytes(path), 0], flags, TypeAndInode, record) != 0)
                return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library before glibc 2.28.
        }

        return new(
            (BitConverter.ToUInt16(record, ModeOffset) & TypeMask) == RegularType,
            BinaryPrimitives.ReadUInt64BigEndian(record.AsSpan(DeviceOffset)),
            BitConverter.ToUInt64(record, InodeOffset));
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] record);
}

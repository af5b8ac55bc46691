using System.Security.Cryptography;
using System.Text;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Http;

/// <summary>What the bearer of a token may do.</summary>
internal enum AccessRole
{
    /// <summary>Ask.</summary>
    Read,

    /// <summary>Ask, and give orders.</summary>
    Operate,
}

/// <summary>A secret text that gives a role. It is compared in constant time, and never logged.</summary>
internal sealed class AccessToken
{
    /// <summary>The file in the run directory with the token for orders on this machine.</summary>
    public const string FileName = "http-token";

    /// <summary>The least length of a token that a user chooses: 128 bits in hexadecimal digits.</summary>
    private const int Shortest = 32;

    private const int Bytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _digest;

    public AccessToken(string text, AccessRole role) => (Text, Role, _digest) = (text, role, DigestOf(text));

    public string Text { get; }

    public AccessRole Role { get; }

    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(_digest, DigestOf(given));

    /// <summary>
    /// The token of a run directory. It is made at the first call, and stays the same after a restart.
    /// </summary>
    /// <exception cref="HostException">The file cannot be read or written, or others may read it.</exception>
    public static AccessToken OfRun(string directory)
    {
        var file = Path.Combine(directory, FileName);
        try
        {
            if (!File.Exists(file))
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = OwnerOnly;
                using var made = new FileStream(file, options);
                made.Write(Encoding.ASCII.GetBytes(
                    $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))}\n"));
            }

            RequireOwnerOnly(file);
            var text = File.ReadAllText(file).Trim();
            return IsToken(text)
                ? new(text, AccessRole.Operate)
                : throw HostException.Refused($"{file}: found no token; delete it, and another one is made.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"{file}: {e.Message}");
        }
    }

    /// <summary>The tokens of a file: on each line a role and a token; lines that begin with # are comments.</summary>
    /// <exception cref="HostException">The file cannot be read, has another form, or others may read it.</exception>
    public static IReadOnlyList<AccessToken> OfFile(string file)
    {
        try
        {
            RequireOwnerOnly(file);
            var tokens = File.ReadLines(file).Index()
                .Where(line => line.Item.Trim() is { Length: > 0 } text && text[0] != '#')
                .Select(line => Parse(file, line.Index + 1, line.Item))
                .ToArray();
            return tokens.Length > 0
                ? tokens
                : throw HostException.Refused(
                    $"{file}: found no token; allowed are lines 'read TOKEN' and 'operate TOKEN'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Refused($"--http-token: {file} cannot be read: {e.Message}");
        }
    }

    private static AccessToken Parse(string file, int line, string text)
    {
        // The message does not repeat the line, because it may have the token.
        const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return text.Split(' ', Words) is [("read" or "operate") and var role, var token] && IsToken(token)
            ? new(token, role == "read" ? AccessRole.Read : AccessRole.Operate)
            : throw HostException.Refused(
                $"{file}, line {line}: allowed is 'read TOKEN' or 'operate TOKEN', "
                + $"with a token of at least {Shortest} letters, digits, '-' or '_'.");
    }

    private static bool IsToken(string text) => text.Length >= Shortest
        && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');

    private static void RequireOwnerOnly(string file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file) is var mode && (mode & ~OwnerOnly) != 0)
        {
            throw HostException.Refused(
                $"{file}: found mode {Convert.ToString((int)mode, 8)}, allowed is 600: "
                + "other users could read the token.");
        }
    }

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

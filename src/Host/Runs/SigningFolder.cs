using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Security;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Running;

namespace RsrActors.Host.Runs;

/// <summary>
/// A run's own signing key and certificates, as files that stock tools read. Only the owner may read the key.
/// </summary>
internal sealed class SigningFolder(string runDirectory)
{
    private const int Longest = 64 * 1024; // In bytes; the largest key and certificate have about ten thousand.
    private readonly string _folder = Path.Combine(runDirectory, "signing");

    private string Key => Path.Combine(_folder, "key.pem");

    private string Certificate => Path.Combine(_folder, "certificate.pem");

    private string BootCertificate => Path.Combine(_folder, "boot-certificate.pem");

    private string Root => Path.Combine(_folder, "root.pem");

    public SigningIdentity Create(SigningAlgorithm algorithm, DateTimeOffset start)
    {
        Directory.CreateDirectory(_folder);
        var identity = SigningKeys.New(algorithm, start);
        var owner = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            owner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(Key, owner))
            writer.WriteLine(identity.ExportPrivateKeyPem());
        File.WriteAllText(Certificate, identity.ExportCertificatePem() + "\n");
        File.WriteAllText(BootCertificate, identity.ExportBootCertificatePem() + "\n");
        File.WriteAllText(Root, identity.ExportRootCertificatePem() + "\n");
        return identity;
    }

    public SigningIdentity Read()
    {
        try
        {
            return SigningIdentity.ImportPem(
                RegularFile.ReadText(Key, Longest), RegularFile.ReadText(Certificate, Longest),
                RegularFile.ReadText(BootCertificate, Longest), RegularFile.ReadText(Root, Longest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsNoKey(e))
        {
            throw HostException.Failed($"The run's signing key in {_folder} cannot be read: {e.Message}");
        }
    }

    /// <summary>The exceptions of parsers for a text that is not a key or certificate.</summary>
    private static bool IsNoKey(Exception e) => e is ArgumentException or FormatException or InvalidCastException
        or InvalidOperationException or CryptographicException or AsnContentException or GeneralSecurityException;

    /// <summary>
    /// The run's key, or a new one if this user may not read it. For recomputing only: nothing that is compared depends
    /// on the key.
    /// </summary>
    /// <exception cref="HostException">The key is missing or damaged.</exception>
    public SigningIdentity ReadOrReplace(SigningAlgorithm algorithm, DateTimeOffset start)
    {
        try
        {
            RegularFile.Read(Key, Longest);
        }
        catch (UnauthorizedAccessException)
        {
            return SigningKeys.New(algorithm, start);
        }
        catch (IOException)
        {
            // Read reports it, with the folder's name.
        }

        return Read();
    }
}

using System.Diagnostics.CodeAnalysis;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// How a ticket and its certificates are signed. ECDSA and RSA hash with SHA-384, as every device does since A10;
/// ML-DSA signs the bytes themselves. The numbers may be stored, so they must not change.
/// </summary>
public enum SigningAlgorithm
{
    /// <summary>ECDSA on NIST P-256; the signature is a DER SEQUENCE of r and s. The default.</summary>
    EcdsaP256 = 0,

    /// <summary>ECDSA on NIST P-384; the signature is a DER SEQUENCE of r and s.</summary>
    EcdsaP384 = 1,

    /// <summary>RSA with a 4096-bit modulus, PKCS #1 v1.5. Real tickets are signed with it.</summary>
    Rsa4096 = 2,

    /// <summary>ML-DSA-65 of FIPS 204, pure; its signatures resist quantum computers.</summary>
    MLDsa65 = 3,

    /// <summary>
    /// Experimental; no real device supports it. One ECDSA P-256 signature for a batch of tickets, over the head of
    /// their Merkle tree. Each ticket contains its path to the head, see <see cref="BatchSignature"/>.
    /// </summary>
    MerkleEcdsaP256 = 4,
}

/// <summary>The names of the algorithms, as written in scenarios and on the command line.</summary>
public static class SigningAlgorithms
{
    public static IReadOnlyList<SigningAlgorithm> All { get; } =
    [
        SigningAlgorithm.EcdsaP256, SigningAlgorithm.EcdsaP384, SigningAlgorithm.Rsa4096, SigningAlgorithm.MLDsa65,
        SigningAlgorithm.MerkleEcdsaP256,
    ];

    extension(SigningAlgorithm algorithm)
    {
        public string Name => algorithm switch
        {
            SigningAlgorithm.EcdsaP256 => "ecdsa-p256",
            SigningAlgorithm.EcdsaP384 => "ecdsa-p384",
            SigningAlgorithm.Rsa4096 => "rsa-4096",
            SigningAlgorithm.MLDsa65 => "ml-dsa-65",
            SigningAlgorithm.MerkleEcdsaP256 => "merkle-ecdsa-p256",
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "A new one needs a name here."),
        };

        /// <summary>
        /// The kind of the key, and the algorithm of its certificate. Batches are signed with an ordinary key.
        /// </summary>
        internal SigningAlgorithm OfKey =>
            algorithm == SigningAlgorithm.MerkleEcdsaP256 ? SigningAlgorithm.EcdsaP256 : algorithm;
    }

    /// <summary>Reads a name; for an unknown name, <paramref name="refusal"/> lists the known ones.</summary>
    public static bool TryParse(
        string name, out SigningAlgorithm algorithm, [NotNullWhen(false)] out string? refusal)
    {
        foreach (var candidate in All)
        {
            if (candidate.Name == name)
            {
                algorithm = candidate;
                refusal = null;
                return true;
            }
        }

        algorithm = default;
        refusal = $"'{name}' is not a signing algorithm: it is one of {string.Join(", ", All.Select(a => a.Name))}.";
        return false;
    }
}

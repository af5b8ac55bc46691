namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// The X.509 AlgorithmIdentifiers of the algorithms, in DER. Each algorithm has one form (RFC 5480, RFC 8017, RFC
/// 9881), so comparing bytes is enough. A key for batches is an ordinary key in an ordinary X.509 structure; an
/// extension of its certificate says that it signs batches (<see cref="TreeHead.KeyExtension"/>).
/// </summary>
internal static class AlgorithmIdentifiers
{
    // id-ecPublicKey with secp256r1, with secp384r1; rsaEncryption with NULL; id-ml-dsa-65.
    private static readonly byte[] P256Key = Convert.FromHexString("301306072A8648CE3D020106082A8648CE3D030107");
    private static readonly byte[] P384Key = Convert.FromHexString("301006072A8648CE3D020106052B81040022");
    private static readonly byte[] RsaKey = Convert.FromHexString("300D06092A864886F70D0101010500");
    private static readonly byte[] MLDsa65 = Convert.FromHexString("300B0609608648016503040312");

    // ecdsa-with-SHA384; sha384WithRSAEncryption with NULL.
    private static readonly byte[] EcdsaSha384 = Convert.FromHexString("300A06082A8648CE3D040303");
    private static readonly byte[] RsaSha384 = Convert.FromHexString("300D06092A864886F70D01010C0500");

    extension(SigningAlgorithm algorithm)
    {
        /// <summary>The identifier in a SubjectPublicKeyInfo.</summary>
        public ReadOnlySpan<byte> KeyIdentifier => algorithm.OfKey switch
        {
            SigningAlgorithm.EcdsaP256 => P256Key,
            SigningAlgorithm.EcdsaP384 => P384Key,
            SigningAlgorithm.Rsa4096 => RsaKey,
            SigningAlgorithm.MLDsa65 => MLDsa65,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };

        /// <summary>The identifier next to a signature.</summary>
        public ReadOnlySpan<byte> SignatureIdentifier => algorithm.OfKey switch
        {
            SigningAlgorithm.EcdsaP256 or SigningAlgorithm.EcdsaP384 => EcdsaSha384,
            SigningAlgorithm.Rsa4096 => RsaSha384,
            SigningAlgorithm.MLDsa65 => MLDsa65,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
    }
}

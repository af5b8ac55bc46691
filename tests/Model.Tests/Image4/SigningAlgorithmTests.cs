using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Tests.Image4;

public sealed class SigningAlgorithmTests
{
    [Theory]
    [InlineData(SigningAlgorithm.EcdsaP256, "ecdsa-p256")]
    [InlineData(SigningAlgorithm.EcdsaP384, "ecdsa-p384")]
    [InlineData(SigningAlgorithm.Rsa4096, "rsa-4096")]
    [InlineData(SigningAlgorithm.MLDsa65, "ml-dsa-65")]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256, "merkle-ecdsa-p256")]
    public void The_name_of_an_algorithm_is_read_back_as_it_was_written(SigningAlgorithm algorithm, string name)
    {
        Assert.Equal(name, algorithm.Name);
        Assert.True(SigningAlgorithms.TryParse(name, out var read, out _));
        Assert.Equal(algorithm, read);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ECDSA-P256")]
    [InlineData("")]
    public void An_unknown_name_of_an_algorithm_is_refused_with_the_known_names(string name)
    {
        Assert.False(SigningAlgorithms.TryParse(name, out _, out var refusal));
        Assert.Equal(
            $"'{name}' is not a signing algorithm: "
            + "it is one of ecdsa-p256, ecdsa-p384, rsa-4096, ml-dsa-65, merkle-ecdsa-p256.",
            refusal);
    }
}

namespace RsrActors.Model.Image4;

/// <summary>The values to which a boot ticket is bound: a processor on its board, and the nonce of a build.</summary>
/// <param name="ChipId">Model of the application processor, for example 0x8120.</param>
/// <param name="BoardId">The board on which the processor is; it is unique among the boards of a chip.</param>
/// <param name="Ecid">Exclusive chip identity: the number of one processor of that model.</param>
/// <param name="NonceHash">
/// 32 octets: the first of the SHA-384 of the nonce generator, which has eight octets, little-endian. See
/// <see cref="Cryptex1Nonce.FromSeed"/>.
/// </param>
public sealed record BootBinding(uint ChipId, uint BoardId, ulong Ecid, Digest NonceHash)
{
    public Digest NonceHash { get; init => field = Cryptex1Nonce.Checked(value); } = Cryptex1Nonce.Checked(NonceHash);

    /// <summary>The processor in hexadecimal: chip, board and ECID.</summary>
    public override string ToString() => $"chip 0x{ChipId:X4}, board 0x{BoardId:X2}, ECID 0x{Ecid:X}";
}

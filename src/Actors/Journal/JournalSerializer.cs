using Akka.Actor;
using Akka.Serialization;

namespace RsrActors.Actors.Journal;

/// <summary>
/// Lets Akka.Persistence store rows and snapshots in the form of <see cref="RowFormat"/>, under short manifests.
/// </summary>
public sealed class JournalSerializer(ExtendedActorSystem system, PayloadFormat format)
    : SerializerWithStringManifest(system)
{
    private readonly RowFormat _rows = new(format);

    /// <summary>Stored with every row; it never changes.</summary>
    public override int Identifier => 1_616_510;

    /// <summary>Makes an actor system store rows in this form.</summary>
    public static SerializationSetup Setup(PayloadFormat format) => SerializationSetup.Create(system =>
        [SerializerDetails.Create("rsr-journal", new JournalSerializer(system, format), [typeof(IStored)])]);

    public override string Manifest(object o) => RowFormat.Manifest(o);

    public override byte[] ToBinary(object obj) => _rows.ToBytes((IStored)obj);

    public override object FromBinary(byte[] bytes, string manifest) => _rows.FromBytes(bytes, manifest);
}

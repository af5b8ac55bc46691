using Akka.Actor;
using Akka.Serialization;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Stored;

/// <summary>
/// Lets Akka.Persistence store the rows of an experiment in the form of <see cref="ExperimentFormat"/>.
/// </summary>
public sealed class ExperimentSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The payload has a manifest of its own.</summary>
    private const string RowManifest = "row-1";

    /// <summary>Stored with every row; it never changes.</summary>
    public override int Identifier => 1_616_511;

    /// <summary>Makes an actor system store rows in this form.</summary>
    public static SerializationSetup Setup { get; } = SerializationSetup.Create(system =>
        [SerializerDetails.Create("rsr-experiment", new ExperimentSerializer(system), [typeof(RunFinished)])]);

    public override string Manifest(object o) => RowManifest;

    public override byte[] ToBinary(object obj) => ExperimentFormat.Rows.Encode(obj);

    public override object FromBinary(byte[] bytes, string manifest) => ExperimentFormat.Rows.Decode(bytes);
}

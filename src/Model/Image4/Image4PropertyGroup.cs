using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Runtime.InteropServices;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>Properties under one name: MANP, an object, or the MANP and OBJP of a certificate's constraints.</summary>
/// <param name="Code">What the properties belong to.</param>
/// <param name="Properties">In the order of their codes, each code once.</param>
public sealed record Image4PropertyGroup(FourCharCode Code, ImmutableArray<Image4Property> Properties)
{
    /// <summary>The property of that code; false when there is none.</summary>
    public bool TryFind(FourCharCode code, out Image4Property property)
    {
        foreach (ref readonly var candidate in Properties.AsSpan())
        {
            if (candidate.Code == code)
            {
                property = candidate;
                return true;
            }
        }

        property = default;
        return false;
    }

    public bool Equals(Image4PropertyGroup? other) =>
        other is not null && Code == other.Code && Properties.AsSpan().SequenceEqual(other.Properties.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Code, Properties.Length);

    /// <summary>
    /// Reads a SET of groups, which is the structure of a manifest body and of a certificate's constraints.
    /// </summary>
    internal static bool TryReadSet(ReadOnlyMemory<byte> set, out ImmutableArray<Image4PropertyGroup> groups)
    {
        groups = default;
        if (!TryReadNamedSet(set, out var members))
            return false;

        var read = new Image4PropertyGroup[members.Length];
        for (var i = 0; i < read.Length; i++)
        {
            if (!TryReadNamedSet(members[i].Value, out var properties))
                return false;
            read[i] = new(members[i].Code, properties);
        }

        groups = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return true;
    }

    /// <summary>Reads a SET. DER requires its members in the order of their tags, each tag once.</summary>
    private static bool TryReadNamedSet(ReadOnlyMemory<byte> set, out ImmutableArray<Image4Property> members)
    {
        members = default;
        var outside = new DerReader(set);
        if (!outside.TryEnter(Asn1Tag.SetOf, out var inside) || !outside.IsAtEnd)
            return false;

        if (!inside.TryCount(out var count))
            return false;

        var read = new Image4Property[count];
        for (var i = 0; i < read.Length; i++)
        {
            if (!inside.TryReadNamed(out var code, out var value) || (i > 0 && code <= read[i - 1].Code))
                return false;
            read[i] = new(code, value);
        }

        members = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return true;
    }
}

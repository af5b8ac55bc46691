using System.Collections.Immutable;
using RsrActors.Profiles.Documents;
using RsrActors.Profiles.Schemas;
using RsrActors.Texts;

namespace RsrActors.Profiles.Reading;

/// <summary>Finds the payloads of a configuration profile, or the declarations of a file.</summary>
internal static class ProfileReader
{
    private const string TypeKey = "PayloadType";
    private const string ContentKey = "PayloadContent";
    private const string Configuration = "Configuration";
    private const string Vendor = "com.apple.";

    /// <summary>
    /// A whole profile, one payload of it, or its keys alone, as some tools ask for them.
    /// </summary>
    /// <exception cref="DocumentFault">It is neither.</exception>
    public static ManagementProfile ReadPropertyList(DocumentNode root) => root switch
    {
        DocumentNode.Section profile when profile.TextOf(TypeKey) is Configuration => ReadProfile(profile),
        DocumentNode.Section payload when payload.Find(TypeKey) is DocumentNode.Text => ReadPayload(payload, ""),
        DocumentNode.Section keys when SchemaByKeys(keys) is { } schema =>
            new PayloadReader(schema, "").Read(keys, static _ => false),
        DocumentNode.Items items => All(items.Nodes, "", ReadPayload),
        _ => throw new DocumentFault(
            $"found no {TypeKey} and no key about updates, allowed is a configuration profile"),
    };

    /// <summary>A declaration, or a list of them.</summary>
    /// <exception cref="DocumentFault">It is neither.</exception>
    public static ManagementProfile ReadJson(DocumentNode root) => root switch
    {
        DocumentNode.Section report when report.Find("StatusItems") is not null => throw new DocumentFault(
            "found a status report of a device, allowed is a declaration; 'rsr fleet import' reads status reports"),
        DocumentNode.Section declaration => ReadDeclaration(declaration, ""),
        DocumentNode.Items items => All(items.Nodes, "declaration ", ReadDeclaration),
        _ => throw new DocumentFault($"found {root.Words}, allowed is a declaration with Type and Payload"),
    };

    private static ManagementProfile ReadProfile(DocumentNode.Section profile)
    {
        // Keys of a payload that stand beside the payloads are a common mistake.
        var outer = new PayloadReader(new(Configuration, IsOpen: true, []), "")
            .Read(profile, key => key.StartsWith("Payload", StringComparison.Ordinal));
        return profile.Find(ContentKey) switch
        {
            DocumentNode.Items items => outer.And(All(items.Nodes, "payload ", ReadPayload)),
            DocumentNode.Section payload => outer.And(ReadPayload(payload, "")),
            DocumentNode.Other => throw new DocumentFault($"found an encrypted {ContentKey}, allowed is a list"),
            null => throw new DocumentFault($"found no {ContentKey}, allowed is a list of payloads"),
            var other => throw new DocumentFault($"found {other.Words} as {ContentKey}, allowed is a list of payloads"),
        };
    }

    private static ManagementProfile ReadPayload(DocumentNode.Section payload, string prefix)
    {
        var type = payload.TextOf(TypeKey);
        if (type.Length == 0)
        {
            return Ignored(
                FindingKind.Missing, payload.Line, prefix + TypeKey, "missing, so a device ignores the payload");
        }

        return PayloadSchema.Of(type) is { } schema
            ? schema.IsDeclaration
                ? Ignored(
                    FindingKind.OtherPayload, payload.Line, prefix + TypeKey,
                    $"{type} is a declaration, and a profile has none; allowed is a file in JSON")
                : new PayloadReader(schema, prefix).Read(
                    payload, key => key.StartsWith("Payload", StringComparison.Ordinal))
            : OfOtherType(type, payload, prefix, TypeKey, declarations: false);
    }

    private static ManagementProfile ReadDeclaration(DocumentNode.Section declaration, string prefix)
    {
        var type = declaration.TextOf("Type");
        if (type.Length == 0)
        {
            return prefix.Length > 0 || declaration.Find("Payload") is not null
                ? Ignored(FindingKind.Missing, 0, prefix + "Type", "missing, so a device ignores the declaration")
                : throw new DocumentFault("found no Type, allowed is a declaration with Type, Identifier and Payload");
        }

        if (PayloadSchema.Of(type) is not { } schema)
        {
            return OfOtherType(
                type, declaration.Find("Payload") as DocumentNode.Section, prefix, "Type", declarations: true);
        }

        if (!schema.IsDeclaration)
        {
            return Ignored(
                FindingKind.OtherPayload, 0, prefix + "Type",
                $"{type} is a payload of a configuration profile, and a declaration has another type");
        }

        var missing = declaration.TextOf("Identifier").Length > 0
            ? ManagementProfile.Empty
            : Ignored(FindingKind.Missing, 0, prefix + "Identifier", "missing, so a device ignores the declaration");
        if (declaration.Find("Payload") is not DocumentNode.Section payload)
            return Ignored(FindingKind.Missing, 0, prefix + "Payload", "missing, so a device ignores the declaration");
        var read = new PayloadReader(schema, prefix).Read(payload, static _ => false);
        return missing.Findings.IsEmpty ? read : missing.And(new() { Findings = read.Findings });
    }

    /// <summary>A type that does not concern updates, or that is misspelt.</summary>
    private static ManagementProfile OfOtherType(
        string type, DocumentNode.Section? payload, string prefix, string key, bool declarations)
    {
        var known = PayloadSchema.All.Where(schema => schema.IsDeclaration == declarations)
            .Select(schema => schema.Type);
        if (NearestWord.To(type, known) is { } near && NearestWord.Distance(type, near) <= 4)
        {
            return Ignored(
                FindingKind.UnknownKey, payload?.Line ?? 0, prefix + key, $"found '{type}'; did you mean {near}?");
        }

        var findings = payload is null
            ? []
            : new PayloadReader(new(type, IsOpen: true, []), prefix).Read(payload, static _ => false).Findings;
        return new()
        {
            OtherTypes = [type.StartsWith(Vendor, StringComparison.Ordinal) ? type[Vendor.Length..] : type],
            Findings = findings,
        };
    }

    /// <summary>The type whose keys a section without a type has.</summary>
    private static PayloadSchema? SchemaByKeys(DocumentNode.Section keys) =>
        PayloadSchema.All.FirstOrDefault(schema => !schema.IsDeclaration
            && keys.Keys.Any(pair => schema.Find(pair.Key) is not null));

    private static ManagementProfile All(
        ImmutableArray<DocumentNode> nodes, string what,
        Func<DocumentNode.Section, string, ManagementProfile> read)
    {
        var all = ManagementProfile.Empty;
        for (var i = 0; i < nodes.Length; i++)
        {
            var prefix = nodes.Length > 1 ? $"{what}{i + 1}: " : "";
            all = all.And(nodes[i] is DocumentNode.Section section
                ? read(section, prefix)
                : Ignored(
                    FindingKind.WrongValue, nodes[i].Line, $"{what}{i + 1}",
                    $"found {nodes[i].Words}, allowed is a section"));
        }

        return all;
    }

    private static ManagementProfile Ignored(FindingKind kind, int line, string where, string why) => new()
    {
        Findings = [new(kind, (line > 0 ? $"line {line}, " : "") + where, why)],
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace RsrActors.Profiles.Documents;

/// <summary>
/// Reads property lists in XML. The document type is skipped and never loaded, so an entity that it declares has no
/// meaning and refuses the file.
/// </summary>
internal sealed class PropertyList
{
    private const string Allowed = "allowed is a property list in XML";

    private readonly XmlReader _xml;
    private int _count;

    private PropertyList(XmlReader xml) => _xml = xml;

    private int Line => ((IXmlLineInfo)_xml).LineNumber;

    /// <exception cref="DocumentFault">It is no property list.</exception>
    public static DocumentNode Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        try
        {
            using var xml = XmlReader.Create(stream, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore,
                XmlResolver = null,
                MaxCharactersInDocument = DocumentLimits.Longest,
                MaxCharactersFromEntities = 1024,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
            });
            return new PropertyList(xml).Whole();
        }
        catch (XmlException e)
        {
            // .NET's message ends with the place, too.
            var what = e.Message.Split(" Line ", 2)[0].TrimEnd('.');
            throw new DocumentFault(
                $"line {e.LineNumber}, column {e.LinePosition}: found no valid XML: {what}; {Allowed}");
        }
    }

    private DocumentNode Whole()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element)
            throw Fault($"found {_xml.NodeType}, {Allowed}");
        var wrapped = _xml.LocalName == "plist";
        if (wrapped && (_xml.IsEmptyElement || !_xml.Read() || _xml.MoveToContent() != XmlNodeType.Element))
            throw Fault($"found an empty property list, {Allowed} with a dictionary");
        if (!wrapped && _xml.LocalName is not ("dict" or "array"))
            throw Fault($"found <{_xml.LocalName}>, {Allowed}");
        var value = Value(0);
        if (wrapped && _xml.MoveToContent() != XmlNodeType.EndElement)
            throw Fault("found a second value in the property list, allowed is one");

        // The rest is read, so that a damaged end is found.
        while (_xml.Read())
        {
        }

        return value;
    }

    /// <summary>Reads the element at which the reader is; afterwards it is behind its end.</summary>
    private DocumentNode Value(int depth)
    {
        var (line, name) = (Line, _xml.LocalName);
        if (++_count > DocumentLimits.Most)
            throw Fault($"found more than {DocumentLimits.Most} values, allowed are {DocumentLimits.Most} at most");
        switch (name)
        {
            case "dict":
                return new DocumentNode.Section(Keys(DocumentLimits.Deeper(depth, line)), line);
            case "array":
                return new DocumentNode.Items(Items(DocumentLimits.Deeper(depth, line)), line);
            case "true" or "false":
                return TextOf(name).Length == 0
                    ? new DocumentNode.Flag(name == "true", line)
                    : throw Fault($"found text within <{name}>");
            case "string":
                return new DocumentNode.Text(TextOf(name), line);
            case "integer":
                return long.TryParse(
                    TextOf(name).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                        ? new DocumentNode.Whole(number, line)
                        : throw new DocumentFault($"line {line}: found <integer> without a whole number of 64 bits");
            case "real" or "date" or "data":
                _ = TextOf(name);
                return new DocumentNode.Other(
                    name switch { "real" => "a fraction", "date" => "a date", _ => "data" }, line);
            default:
                throw Fault(
                    $"found <{name}>, allowed are dict, array, string, integer, real, true, false, date and data");
        }
    }

    private ImmutableArray<KeyValuePair<string, DocumentNode>> Keys(int depth)
    {
        var keys = ImmutableArray.CreateBuilder<KeyValuePair<string, DocumentNode>>();
        foreach (var _ in Children())
        {
            if (_xml.LocalName != "key")
                throw Fault($"found <{_xml.LocalName}>, where a <key> must stand");
            var key = TextOf("key");
            if (_xml.MoveToContent() != XmlNodeType.Element || _xml.LocalName == "key")
                throw Fault($"the key '{key}' has no value");
            keys.Add(KeyValuePair.Create(key, Value(depth)));
        }

        return keys.ToImmutable();
    }

    private ImmutableArray<DocumentNode> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<DocumentNode>();
        foreach (var _ in Children())
            items.Add(Value(depth));
        return items.ToImmutable();
    }

    /// <summary>Stops at each element within this one, which has to be read then.</summary>
    private IEnumerable<bool> Children()
    {
        var empty = _xml.IsEmptyElement;
        _xml.Read();
        if (empty)
            yield break;
        while (_xml.MoveToContent() == XmlNodeType.Element)
            yield return true;
        if (_xml.NodeType != XmlNodeType.EndElement)
            throw Fault($"found text between elements, {Allowed}");
        _xml.Read();
    }

    /// <summary>The text of an element without elements in it.</summary>
    private string TextOf(string name)
    {
        var (text, empty) = (new StringBuilder(), _xml.IsEmptyElement);
        while (!empty && _xml.Read() && _xml.NodeType != XmlNodeType.EndElement)
        {
            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace))
                throw Fault($"found {_xml.NodeType} within <{name}>, allowed is text");
            _ = text.Append(_xml.Value);
        }

        _xml.Read();
        return text.ToString();
    }

    private DocumentFault Fault(string what) => new($"line {Line}: {what}");
}

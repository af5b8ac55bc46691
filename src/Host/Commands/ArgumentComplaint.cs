using System.CommandLine;
using System.CommandLine.Parsing;
using RsrActors.Texts;

namespace RsrActors.Host.Commands;

/// <summary>What is wrong with arguments that cannot be parsed, in one message.</summary>
internal static class ArgumentComplaint
{
    /// <param name="parsed">It has an error.</param>
    public static string Of(ParseResult parsed)
    {
        // For an unknown verb the first error says that a verb is missing; the unknown word says more.
        var complaint = parsed.UnmatchedTokens is [var unknown, ..]
            ? $"'{unknown}' is not understood."
            : WithStop(MessageOf(parsed.Errors[0]));
        return $"{complaint} See '{VerbOf(parsed.CommandResult)} --help'.";
    }

    /// <summary>
    /// Finds a mistyped option that was taken for an argument, such as a file:
    /// <c>rsr fleet import a.csv --outptu b.csv</c>.
    /// </summary>
    /// <returns>Null when there is none. What stands behind <c>--</c> is an argument, whatever it looks like.</returns>
    public static string? OfUnknownOption(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return null;
        var result = parsed.CommandResult;
        var unknown = result.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(value));
        if (unknown is null)
            return null;
        var known = result.Command.Options.Where(option => !option.Hidden).Select(option => option.Name);
        return $"'{OneLine.Of(unknown)}' is no option"
            + (NearestWord.To(unknown.Split('=')[0], known) is { } near ? $"; did you mean {near}?" : ".")
            + $" See '{VerbOf(result)} --help'.";
    }

    private static string WithStop(string message) => message.TrimEnd() is [.., '.' or '?' or '!'] sentence
        ? sentence
        : $"{message.TrimEnd()}.";

    /// <summary>The library names types of .NET where a value is no number.</summary>
    private static string MessageOf(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token, ..] }
        && KindOf(option.ValueType) is { } kind && error.Message.Contains("System.", StringComparison.Ordinal)
            ? $"{option.Name} is '{token.Value}'; allowed is {kind}."
            : error.Message.ReplaceLineEndings(" ");

    private static string? KindOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.UInt32 or TypeCode.UInt64 => "a whole number, not below 0",
        TypeCode.Double or TypeCode.Decimal => "a number",
        _ => null,
    };

    /// <summary>The whole command, such as <c>rsr experiment run</c>.</summary>
    private static string VerbOf(CommandResult result) => result.Parent is CommandResult parent
        ? $"{VerbOf(parent)} {result.Command.Name}"
        : "rsr";
}

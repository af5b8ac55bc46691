using System.CommandLine;
using System.CommandLine.Parsing;

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

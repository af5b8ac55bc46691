using System.Text.RegularExpressions;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Fleets.Importing;

/// <summary>
/// The build of the base. Some tools tell the build of the base and that of the response; others, such as osquery, the
/// response's alone.
/// </summary>
internal static partial class BuildText
{
    /// <summary>Whether a text is empty or a build.</summary>
    public static bool IsOne(string text) => text.Length == 0 || Form().IsMatch(text);

    /// <summary>The build of the base, which is empty when it is not known, and the letter.</summary>
    /// <param name="letter">As its column tells it.</param>
    /// <param name="build">As its column tells it; empty for none.</param>
    /// <returns>Null when the build is that of a response, and neither it nor a letter is known.</returns>
    public static (string Build, string Letter)? Resolve(
        KnownModel model, VersionText version, string letter, string build)
    {
        letter = letter.Length > 0 ? letter : version.Letter;
        build = build.Length > 0 ? build : version.Build;
        if (build.Length == 0)
            return (KnownBuilds.Find(model.Platform, model.Identifier, version.Number), letter);
        if (!ResponseForm().IsMatch(build))
            return BuildNumber.ParseBase(build) is null ? null : (build, letter);
        if (KnownResponses.OfBuild(build) is { } known)
            return (known.Prerequisite, letter.Length > 0 ? letter : $"{known.Letter}");
        return letter.Length > 0
            ? (KnownBuilds.Find(model.Platform, model.Identifier, version.Number), letter)
            : null;
    }

    [GeneratedRegex(@"^\d{2}[A-Z]\d{1,7}[a-z]?\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d{2}[A-Z]77\d{3,4}0[a-z]\z")]
    private static partial Regex ResponseForm();
}

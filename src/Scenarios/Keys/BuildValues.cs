using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>Values that name platforms, versions and builds.</summary>
internal static class BuildValues
{
    /// <summary>Replaces a build that was refused.</summary>
    private static readonly BuildNumber AnyBuild = BuildNumber.ParseBase("20A1")!;

    extension(Section section)
    {
        public Platform Platform() => section.Value<Platform>(
            "platform", null, default, static (string text, out Platform platform, out string why) =>
            {
                why = $"found '{text}', allowed is one of {string.Join(", ", PlatformNames.All)}";
                return PlatformNames.TryParse(text, out platform);
            });

        /// <summary><c>platforms</c>: an empty list means all.</summary>
        /// <param name="whose">What the allowed platforms are, for messages.</param>
        public ImmutableArray<Platform> Platforms(ImmutableArray<Platform> allowed, string whose)
        {
            var words = section.Words("platforms", "[]");
            section.RefuseDuplicates("platforms", words);
            var platforms = ImmutableArray.CreateBuilder<Platform>(words.Length);
            foreach (var word in words)
            {
                if (PlatformNames.TryParse(word, out var platform) && allowed.Contains(platform))
                    platforms.Add(platform);
                else
                {
                    section.RefuseTogether(
                        "platforms",
                        $"found '{word}', allowed are {whose}: {string.Join(", ", allowed.Select(one => one.Name))}");
                }
            }

            return platforms.ToImmutable();
        }

        public string Version(string key) =>
            section.Text(key, null, "a version such as 16.5.1", VersionOrder.IsVersion);

        public BuildNumber BaseBuild(string key) => section.Value(
            key, null, AnyBuild, static (string text, out BuildNumber build, out string why) =>
            {
                why = $"found '{text}', allowed is a base build such as 20F75";
                return (build = BuildNumber.ParseBase(text)!) is not null;
            });

        /// <summary>
        /// A base build of a platform: on Linux the release of the kernel, as <c>uname -r</c> prints it.
        /// </summary>
        public string BuildOn(Platform platform, string key) => platform.IsApple
            ? section.BaseBuild(key).Text
            : section.Text(
                key, null, "the release of a kernel such as 5.14.0-362, of 64 characters at most",
                static text => text.Length <= 64 && KernelRelease.IsOne(text));

        /// <summary>
        /// The build of a response, which is formed from the build of its base. It is not checked when the base's build
        /// was refused: the refusal would show a build that is not in the file.
        /// </summary>
        public BuildNumber ResponseBuild(string key, BuildNumber @base) => section.Value(
            key, null, AnyBuild, (string text, out BuildNumber build, out string why) =>
            {
                why = $"found '{text}', allowed is the build of a response to {@base}: "
                    + $"{@base.Major}{@base.Train}77{@base.Number % 1000:D3}0 and a small letter";
                build = ReferenceEquals(@base, AnyBuild) ? AnyBuild : BuildNumber.ParseResponse(text, @base)!;
                return build is not null;
            });

        public void RefuseDuplicates(string key, IEnumerable<string> ids)
        {
            var same = ids.GroupBy(id => id, StringComparer.Ordinal);
            if (same.FirstOrDefault(group => group.Count() > 1) is { } twice)
                section.RefuseTogether(key, $"found '{twice.Key}' {twice.Count()} times, allowed is once");
        }
    }
}

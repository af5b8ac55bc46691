namespace RsrActors.Model.Platforms;

/// <summary>The order of base builds of a platform, as its vendor numbers them.</summary>
public static class BuildOrder
{
    /// <summary>Negative when the left build is earlier.</summary>
    public static int Compare(Platform platform, string left, string right) => platform.IsApple
        ? BuildNumber.ParseBase(left)!.RestoreVersion.CompareTo(BuildNumber.ParseBase(right)!.RestoreVersion)
        : KernelRelease.Compare(left, right);

    public static IComparer<string> Of(Platform platform) =>
        Comparer<string>.Create((left, right) => Compare(platform, left, right));
}

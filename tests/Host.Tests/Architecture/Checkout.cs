namespace RsrActors.Host.Tests.Architecture;

/// <summary>The files of the repository in which the tests run.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Read(params string[] path) =>
        File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RsrActors.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run in a checkout.");
    }
}

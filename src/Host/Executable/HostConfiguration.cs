using Akka.Configuration;

namespace RsrActors.Host.Executable;

/// <summary>Reads the HOCON files that are shipped beside the program.</summary>
internal static class HostConfiguration
{
    /// <summary>Whether Petabridge.Cmd is compiled in: <c>-p:UsePetabridgeCmd=true</c>.</summary>
    public static bool HasPetabridgeCmd =>
#if PETABRIDGE_CMD
        true;
#else
        false;
#endif

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "hocon");

    public static Config Read(string file) =>
        ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Folder, file)));
}

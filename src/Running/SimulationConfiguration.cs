using Akka.Configuration;

namespace RsrActors.Running;

/// <summary>
/// The actor system's configuration for a simulation, from <c>hocon/rsr.hocon</c> in the program's folder.
/// </summary>
public static class SimulationConfiguration
{
    /// <summary>The dispatcher with the simulation's own threads.</summary>
    public const string Dispatcher = "akka.actor.simulation-dispatcher";

    /// <summary>
    /// Each simulating thread is a thread of the operating system; more threads than cores only wait.
    /// </summary>
    public const int MostThreads = 1024;

    /// <param name="threads">The number of the simulation's own threads.</param>
    public static Config For(int threads) => ConfigurationFactory
        .ParseString($"{Dispatcher}.threads = {threads}")
        .WithFallback(ConfigurationFactory.ParseString(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "rsr.hocon"))));
}

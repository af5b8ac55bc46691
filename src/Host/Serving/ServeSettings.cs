using System.Net.Sockets;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Serving;

/// <summary>How a run is served.</summary>
/// <param name="Ear">Where the console listens; taken before anything is written. Null for no console.</param>
/// <param name="StartsPaused">Nothing happens until somebody says so.</param>
internal sealed record ServeSettings(Speed Speed, Socket? Ear, int Threads, bool StartsPaused);

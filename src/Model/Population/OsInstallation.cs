namespace RsrActors.Model.Population;

/// <summary>
/// The sealed part of a device: version, build, the application processor's boot ticket and the system volume's seal.
/// Only a software update changes it.
/// </summary>
public sealed record OsInstallation(string Version, string Build, Digest BootTicketDigest, Digest SystemVolumeSeal);

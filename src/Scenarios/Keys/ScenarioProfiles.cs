using System.Collections.Immutable;
using RsrActors.Profiles;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>Reads the profiles that a scenario names, and keeps what the run directory copies of them.</summary>
/// <param name="folder">The folder of the scenario's file; the paths in it are relative to it.</param>
internal sealed class ScenarioProfiles(string folder)
{
    private const int MostEnforcements = 1000;

    private readonly Dictionary<string, ManagementProfile> _read = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ProfileCopy>.Builder _copies = ImmutableArray.CreateBuilder<ProfileCopy>();

    /// <summary>The files, each once.</summary>
    public ImmutableArray<ProfileCopy> Copies => _copies.ToImmutable();

    /// <summary>The profile that all managed devices have from the start.</summary>
    public ManagementProfile OfFleet { get; set; } = ManagementProfile.Empty;

    /// <summary>What the files of a key say together; a file that cannot be read is refused.</summary>
    /// <param name="paths">As the key has them.</param>
    public ManagementProfile Read(Section section, string key, ImmutableArray<string> paths)
    {
        var all = ManagementProfile.Empty;
        foreach (var path in paths)
        {
            var place = Path.Combine(section.IncludedFolderOf(key) ?? folder, path);
            if (!_read.TryGetValue(place, out var known))
            {
                switch (ProfileFile.Read(place))
                {
                    case ProfileReading.Accepted accepted:
                        known = accepted.Profile;
                        _copies.Add(new(NameFor(Path.GetFileName(path)), path, accepted.Bytes, known));
                        break;
                    case ProfileReading.Refused refused:
                        return section.Refuse(key, refused.Message, all);
                    default:
                        throw new InvalidOperationException("A reading is accepted or refused.");
                }

                _read.Add(place, known);
            }

            all = all.And(known);
        }

        return all.Enforcements.Length <= MostEnforcements
            ? all
            : section.Refuse(
                key, $"found {all.Enforcements.Length} enforcements, allowed are {MostEnforcements} at most", all);
    }

    private string NameFor(string file)
    {
        var name = file.Length > 0 ? file : "profile";
        for (var i = 2; _copies.Any(copy => string.Equals(copy.Name, name, StringComparison.OrdinalIgnoreCase)); i++)
            name = $"{i}-{file}";
        return name;
    }
}

/// <summary>A profile that a scenario names.</summary>
/// <param name="Name">The name of its copy in a run directory.</param>
/// <param name="Path">As the scenario has it.</param>
/// <param name="Bytes">The file.</param>
public sealed record ProfileCopy(string Name, string Path, ReadOnlyMemory<byte> Bytes, ManagementProfile Profile);

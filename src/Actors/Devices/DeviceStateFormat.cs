using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Population;

namespace RsrActors.Actors.Devices;

/// <summary>
/// The storage form of a cohort's snapshot. Traits are not in it: they are a function of scenario and number.
/// </summary>
internal static class DeviceStateFormat
{
    /// <summary>The number of fields in the form <c>cohort-1</c>.</summary>
    private const int FieldsWithoutDiary = 10;

    private const int Fields = 11;

    /// <summary>Written only for a device taken off its charger: one more field, with two moments.</summary>
    private const int FieldsWithUnplugged = 12;

    /// <summary>Written only for a device that lacked space once: two more fields.</summary>
    private const int FieldsWithSpace = 14;

    /// <summary>Written only for a device with something installed in the background: one more field.</summary>
    private const int FieldsWithBackground = 15;

    /// <summary>Written only for a device that was restarted, and locks its Data volume then: one more field.</summary>
    private const int FieldsWithBoot = 16;

    /// <summary>Written only where a rollout rule reads how far devices came: one more field.</summary>
    private const int FieldsWithStages = 17;

    public static PayloadFormat AddDeviceStates(this PayloadFormat format, World world) => format
        .Add<CohortState<DeviceState>>(
            "cohort-2",
            WriteCohort,
            (ref r) => ReadCohort(ref r, world, withDiaries: true))
        .AlsoReads("cohort-1", (ref r) => ReadCohort(ref r, world, withDiaries: false));

    private static void WriteCohort(ref MessagePackWriter w, CohortState<DeviceState> cohort)
    {
        w.WriteFields(3);
        w.Write(cohort.Devices.IsEmpty ? 0 : cohort.Devices[0].Traits.Number);
        w.WriteArrayHeader(cohort.Devices.Length);
        foreach (var device in cohort.Devices)
            WriteDevice(ref w, device);
        var facts = ((CohortFacts)cohort.Monitor!).Devices;
        w.WriteArrayHeader(facts.Length);
        foreach (var device in facts)
            DeviceFactsFormat.Write(ref w, device);
    }

    private static CohortState<DeviceState> ReadCohort(ref MessagePackReader r, World world, bool withDiaries)
    {
        r.ReadFields(3);
        var first = r.ReadInt32();
        var devices = new DeviceState[r.ReadArrayHeader()];
        for (var i = 0; i < devices.Length; i++)
            devices[i] = ReadDevice(ref r, world.TraitsOf(first + i), world, withDiaries);
        var facts = new DeviceFacts[r.ReadArrayHeader()];
        for (var i = 0; i < facts.Length; i++)
            facts[i] = DeviceFactsFormat.Read(ref r);
        return new([.. devices], new CohortFacts([.. facts]));
    }

    private static void WriteDevice(ref MessagePackWriter w, DeviceState device)
    {
        var fields = !device.Stages.IsEmpty ? FieldsWithStages
            : device.LastBoot is not null ? FieldsWithBoot
            : !device.Background.IsEmpty ? FieldsWithBackground
            : device.RemovedFiles > 0 || device.LacksSpace ? FieldsWithSpace
            : device.Unplugged is null ? Fields
            : FieldsWithUnplugged;
        w.WriteFields(fields);
        w.Write(device.Seq);
        w.Write(device.Os.Version);
        w.Write(device.Os.Build);
        WriteApplied(ref w, device.Applied);
        WriteApplied(ref w, device.Retained);
        w.Write(device.NonceGeneration);
        w.Write(device.SharesAnalytics);
        PublishedFormat.WriteManagement(ref w, device.Managed);
        w.WriteArrayHeader(device.Blocked.Length);
        foreach (var block in device.Blocked)
        {
            w.WriteFields(4);
            w.Write(block.Release);
            w.Write(block.Since);
            w.Write(block.Until);
            w.Write(block.IsPermanent);
        }

        DevicePhaseFormat.Write(ref w, device.Phase);
        CrashDiaryFormat.Write(ref w, device.Diary);
        if (fields == Fields)
            return;
        if (device.Unplugged is { } unplugged)
        {
            w.WriteFields(2);
            w.Write(unplugged.Since);
            w.Write(unplugged.Until);
        }
        else
        {
            w.WriteNil();
        }

        if (fields < FieldsWithSpace)
            return;
        w.Write(device.RemovedFiles);
        w.Write(device.LacksSpace);
        if (fields < FieldsWithBackground)
            return;
        w.Write(device.Background.Bits);
        if (fields < FieldsWithBoot)
            return;
        WriteBoot(ref w, device.LastBoot);
        if (fields < FieldsWithStages)
            return;
        StoredLists.WriteAll(ref w, device.Stages, (ref w, one) =>
        {
            w.WriteFields(2);
            w.Write(one.Reached);

            // The sign of the hour is the third value: a field more would be another form of what is stored already.
            w.Write(one.WithoutAnalytics ? ~one.OfferedIn : one.OfferedIn);
        });
    }

    private static void WriteBoot(ref MessagePackWriter w, LastBoot? boot)
    {
        if (boot is null)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(3);
        w.Write(boot.Down);
        w.Write(boot.Up);
        w.Write(boot.UnlockedAt);
    }

    private static DeviceState ReadDevice(ref MessagePackReader r, Traits traits, World world, bool withDiary)
    {
        var fields = r.ReadArrayHeader();
        if (withDiary
            ? fields is not (Fields or FieldsWithUnplugged or FieldsWithSpace or FieldsWithBackground or FieldsWithBoot
                or FieldsWithStages)
            : fields != FieldsWithoutDiary)
        {
            throw new MessagePackSerializationException($"The state of a device has {fields} fields.");
        }

        var device = new DeviceState(
            traits, r.ReadInt32(), world.OsOf(traits, r.ReadText(), r.ReadText()), ReadApplied(ref r),
            ReadApplied(ref r),
            r.ReadInt32(), r.ReadBoolean(), PublishedFormat.ReadManagement(ref r), ReadBlocks(ref r),
            DevicePhaseFormat.Read(ref r));
        if (!withDiary)
            return device;
        device = device with { Diary = CrashDiaryFormat.Read(ref r) };
        if (fields == Fields)
            return device;
        device = device with { Unplugged = ReadUnplugged(ref r) };
        if (fields == FieldsWithUnplugged)
            return device;
        device = device with { RemovedFiles = r.ReadInt64(), LacksSpace = r.ReadBoolean() };
        if (fields == FieldsWithSpace)
            return device;
        device = device with { Background = new(r.ReadUInt32()) };
        if (fields == FieldsWithBackground)
            return device;
        device = device with { LastBoot = ReadBoot(ref r) };
        return fields == FieldsWithBoot
            ? device
            : device with { Stages = StoredLists.ReadAll(ref r, ReadStanding) };
    }

    private static InstallStanding ReadStanding(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var (reached, hour) = (r.ReadByte(), r.ReadInt32());
        return new(reached, hour < 0 ? ~hour : hour, WithoutAnalytics: hour < 0);
    }

    private static LastBoot? ReadBoot(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(3);
        return new(r.ReadTime(), r.ReadTime(), r.ReadTime());
    }

    private static Unplugged? ReadUnplugged(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(2);
        return new Unplugged(r.ReadTime(), r.ReadTime());
    }

    private static ImmutableArray<ReleaseBlock> ReadBlocks(ref MessagePackReader r)
    {
        var blocks = new ReleaseBlock[r.ReadArrayHeader()];
        for (var i = 0; i < blocks.Length; i++)
        {
            r.ReadFields(4);
            blocks[i] = new(r.ReadText(), r.ReadTime(), r.ReadTime(), r.ReadBoolean());
        }

        return [.. blocks];
    }

    private static void WriteApplied(ref MessagePackWriter w, ImmutableArray<AppliedResponse> responses)
    {
        w.WriteArrayHeader(responses.Length);
        foreach (var response in responses)
        {
            w.WriteFields(response.AntipatchLost ? 4 : 3);
            w.Write(response.Release);
            w.Write(response.NonceGeneration);
            w.Write(response.ActivatedAt);
            if (response.AntipatchLost)
                w.Write(true);
        }
    }

    private static ImmutableArray<AppliedResponse> ReadApplied(ref MessagePackReader r)
    {
        var responses = new AppliedResponse[r.ReadArrayHeader()];
        for (var i = 0; i < responses.Length; i++)
        {
            var fields = r.ReadArrayHeader();
            if (fields is not (3 or 4))
                throw new MessagePackSerializationException($"A response on a device has {fields} fields.");
            responses[i] = new(r.ReadText(), r.ReadInt32(), r.ReadTime())
            {
                AntipatchLost = fields == 4 && r.ReadBoolean(),
            };
        }

        return [.. responses];
    }
}

using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;

namespace RsrActors.Actors.Devices;

/// <summary>The storage form of what a device keeps about crashes; nil when it keeps nothing.</summary>
internal static class CrashDiaryFormat
{
    public static void Write(ref MessagePackWriter w, CrashDiary diary)
    {
        if (diary == CrashDiary.Empty)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(6);
        w.WriteArrayHeader(diary.Content.Length);
        foreach (var content in diary.Content)
        {
            w.WriteFields(4);
            w.Write(content.Since);
            w.Write(content.Up);
            w.Write(content.Safari);
            w.Write(content.Elsewhere);
        }

        w.WriteArrayHeader(diary.Crashes.Length);
        foreach (var crash in diary.Crashes)
        {
            w.WriteFields(3);
            w.Write(crash.At);
            w.Write(crash.Application);
            w.Write(crash.Release);
        }

        w.Write(diary.BaseSince);
        w.Write(diary.SharesSince);
        w.Write(diary.Recommended);
        if (diary.Asked is not { } asked)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(3);
        w.Write(asked.Release);
        w.Write(asked.Application);
        w.Write(asked.At);
    }

    public static CrashDiary Read(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return CrashDiary.Empty;

        r.ReadFields(6);
        var content = new ContentInUse[r.ReadArrayHeader()];
        for (var i = 0; i < content.Length; i++)
        {
            r.ReadFields(4);
            content[i] = new(r.ReadTime(), r.ReadBoolean(), r.ReadTextOrNull(), r.ReadTextOrNull());
        }

        var crashes = new NotedCrash[r.ReadArrayHeader()];
        for (var i = 0; i < crashes.Length; i++)
        {
            r.ReadFields(3);
            crashes[i] = new(r.ReadTime(), r.ReadText(), r.ReadTextOrNull());
        }

        return new([.. content], [.. crashes], r.ReadTime(), r.ReadTime(), r.ReadTexts(), ReadAsked(ref r));
    }

    private static Recommendation? ReadAsked(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(3);
        return new(r.ReadText(), r.ReadText(), r.ReadTime());
    }
}

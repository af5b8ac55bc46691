using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;

namespace RsrActors.Actors.Devices;

/// <summary>The storage form of what a device keeps about crashes; nil when it keeps nothing.</summary>
internal static class CrashDiaryFormat
{
    private const int Fields = 6;

    /// <summary>Only a device that has fetched a list of affected applications writes its version.</summary>
    private const int FieldsWithList = 7;

    public static void Write(ref MessagePackWriter w, CrashDiary diary)
    {
        if (diary == CrashDiary.Empty)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(diary.FetchedList == 0 ? Fields : FieldsWithList);
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
        WriteAsked(ref w, diary.Asked);
        if (diary.FetchedList != 0)
            w.Write(diary.FetchedList);
    }

    public static CrashDiary Read(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return CrashDiary.Empty;

        var fields = r.ReadArrayHeader();
        if (fields is not (Fields or FieldsWithList))
            throw new MessagePackSerializationException($"What a device keeps about crashes has {fields} fields.");
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

        var diary = new CrashDiary(
            [.. content], [.. crashes], r.ReadTime(), r.ReadTime(), r.ReadTexts(), ReadAsked(ref r));
        return fields == Fields ? diary : diary with { FetchedList = r.ReadInt32() };
    }

    private static void WriteAsked(ref MessagePackWriter w, Recommendation? recommendation)
    {
        if (recommendation is not { } asked)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(3);
        w.Write(asked.Release);
        w.Write(asked.Application);
        w.Write(asked.At);
    }

    private static Recommendation? ReadAsked(ref MessagePackReader r)
    {
        if (r.TryReadNil())
            return null;
        r.ReadFields(3);
        return new(r.ReadText(), r.ReadText(), r.ReadTime());
    }
}

using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Operations;

/// <summary>The storage form of operator commands, and of the operator's event, working state and snapshot.</summary>
internal static class OperatorFormat
{
    /// <summary>An accepted command is stored in the command's own form: its manifest, then its fields.</summary>
    public static PayloadFormat AddOperatorEvents(this PayloadFormat format) => format
        .AddOperatorCommands()
        .Add<OperatorEvent.CommandAccepted>(
            "command-2",
            (ref w, e) => { w.WriteFields(3); format.Write(ref w, e.Command); w.Write(e.IssuedBy); },
            (ref r) => { r.ReadFields(3); return new((OperatorCommand)format.Read(ref r), r.ReadText()); });

    private static PayloadFormat AddOperatorCommands(this PayloadFormat format) => format
        .Add<OperatorCommand.Publish>(
            "do-publish-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Percent); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadDoubleOrNull()); })
        .Add<OperatorCommand.Ramp>(
            "do-ramp-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Percent); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadDouble()); })
        .Add<OperatorCommand.Pause>(
            "do-pause-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Cause); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.Resume>(
            "do-resume-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Cause); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.Withdraw>(
            "do-withdraw-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Cause); w.Write(m.RemoveFromDevices); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadBoolean()); })
        .Add<OperatorCommand.ShareAnalytics>(
            "do-share-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.Share); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadBoolean()); })
        .Add<OperatorCommand.RemoveResponses>(
            "do-remove-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Device); },
            (ref r) => { r.ReadFields(1); return new(r.ReadInt32()); })
        .Add<OperatorCommand.Install>(
            "do-install-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.Release); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadText()); })
        .Add<OperatorCommand.StartSigningOutage>(
            "do-outage-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.EndSigningOutage>(
            "do-outage-over-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.Restrict>(
            "do-restrict-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.AllowInstallation); w.Write(m.AllowRemoval); },
            (ref r) => { r.ReadFields(2); return new(r.ReadBoolean(), r.ReadBoolean()); })
        .Add<OperatorCommand.Enforce>(
            "do-enforce-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Within); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadSpan()); })
        .Add<OperatorCommand.EnforceBy>(
            "do-enforce-by-1",
            (ref w, m) =>
            {
                w.WriteFields(3);
                w.Write(m.Release);
                w.Write(m.LocalDeadline.Ticks);
                w.Write(m.Notifies);
            },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), new(r.ReadInt64()), r.ReadBoolean()); })
        .Add<OperatorCommand.Promote>(
            "do-promote-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Ring); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.HoldRing>(
            "do-hold-ring-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Ring); w.Write(m.Cause); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.RemoveFromManaged>(
            "do-remove-managed-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.Unplug>(
            "do-unplug-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.For); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadSpan()); });

    public static PayloadFormat AddOperatorStates(this PayloadFormat format) => format
        .Add<OperatorState>(
            "operator-state-1",
            (ref w, s) => { w.WriteFields(1); w.Write(s.Done); },
            (ref r) => { r.ReadFields(1); return new(r.ReadInt32()); })
        .Add<OperatorWorking>(
            "operator-working-1",
            (ref w, p) => { w.WriteFields(2); PublishedFormat.WriteOrders(ref w, p.Orders); w.Write(p.Due); },
            (ref r) => { r.ReadFields(2); return new(PublishedFormat.ReadOrders(ref r), r.ReadTime()); });
}

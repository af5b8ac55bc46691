using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Host.Tests.Pins;

/// <summary>
/// The words of scenarios, exports and reports that are made from the names of values in the code. A value that is
/// renamed in the code keeps its word here, or scenarios and exports of before are no longer understood.
/// </summary>
public sealed class WordPins
{
    public static TheoryData<string, string> Pins => new()
    {
        { "removal later-response software-update", All<ActivityEnd>() },
        { "offered paused withdrawn withdrawn-and-removed superseded", All<CatalogueStatus>() },
        {
            "management-forbids storage-full battery-low device-in-use no-longer-offered network-interrupted "
            + "signing-unreachable signing-rate-limited patch-digest-mismatch image-digest-mismatch seal-broken "
            + "stale-nonce ticket-refused constraint-violated bad-signature content-not-authenticated did-not-start "
            + "boot-ticket-invalid snapshot-seal-broken kernel-digest-mismatch cryptex-ticket-invalid "
            + "cryptex-not-grafted content-not-trusted data-unlock-failed stored-file-damaged "
            + "update-digest-mismatch update-not-prepared ram-disk-did-not-start file-digest-mismatch root-mismatch "
            + "snapshot-not-made snapshot-did-not-start",
            All<DeviceFault>()
        },
        {
            "unenrolled idle offered downloading awaiting-ticket preparing staged restarting retrying removing "
            + "update-offered downloading-update update-ready updating awaiting-hands boot-looping",
            All<DeviceStanding>()
        },
        { "exact stability", All<DeviceTest>() },
        {
            "firmware kernel boot-kernel-collection auxiliary-kernel-collection frameworks safari system security-data",
            All<Component>()
        },
        { "exposed partly protected", All<ExposureLevel>() },
        {
            "not-eligible awaiting-hands installing space battery in-use retrying awaiting-restart put-off "
                + "awaiting-decision declined "
            + "withdrawn superseded removed failed paused management ring ramp awaiting-poll",
            All<ExposureReason>()
        },
        { "response later-response base-build", All<FixSource>() },
        { "ramp hand management", All<FoundBy>() },
        {
            "offer download personalise stage activate prepare ram-disk replace-files compare-root make-snapshot start",
            All<InstallStep>()
        },
        { "automatic user management command", All<OfferSource>() },
        { "rule operator", All<RampSource>() },
        { "time health operator", All<PromotedBy>() },
        { "sunday monday tuesday wednesday thursday friday saturday", All<DayOfWeek>() },
        { "withdraw-and-remove withdraw pause", All<ListAction>() },
        { "all-at-once rule", All<UpdateRollout>() },
        { "drafted published paused withdrawn superseded", All<ReleaseStanding>() },
        { "user recommendation vendor management failed-activation", All<RemovalCause>() },
        { "active safari-only staged replaced", All<RemovedFrom>() },
        { "install-response remove-responses failed-activation software-update repair", All<RestartReason>() },
        {
            "boot-ticket system-snapshot kernel cryptex-ticket cryptex-graft trust-caches user-space data-unlock",
            All<BootStep>()
        },
        { "base-content previous-snapshot hands", All<BootFallback>() },
        { "image patch antipatch ticket", All<StoredFile>() },
    };

    [Theory, MemberData(nameof(Pins))]
    public void A_word_of_scenarios_and_exports_outlives_the_names_in_the_code(string expected, string words) =>
        Assert.Equal(expected, words);

    private static string All<T>() where T : struct, Enum => string.Join(' ', Words.All<T>());
}

using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Signing;

public sealed class SigningDeciderTests
{
    private const string Variant = "iphone-20F75";

    private static readonly World World = Plain().World();
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);
    private static readonly SigningState SignsA =
        SigningState.Initial with { Eligible = SigningState.Initial.Eligible.Add(A) };

    public static TheoryData<bool, TimeSpan, string, int?> Rules => new()
    {
        { false, TimeSpan.Zero, A, null },
        { false, TimeSpan.FromMinutes(5), A, null },
        { false, TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1), A, SigningStatus.RateLimited },
        { false, TimeSpan.Zero, C, SigningStatus.NotEligible },
        { false, TimeSpan.FromMinutes(6), C, SigningStatus.RateLimited },
        { true, TimeSpan.Zero, A, SigningStatus.Unreachable },
        { true, TimeSpan.FromMinutes(6), C, SigningStatus.Unreachable },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_request_is_answered_by_outage_queue_and_policy(
        bool outage, TimeSpan queue, string release, int? status)
    {
        var servers = new ServerPool(1, [Noon + queue]);
        var (answer, done) = SigningDecider.Decide(
            SignsA with { Outage = outage }, servers, Request(release), EntityId.Device(0), Noon, World);

        Assert.Equal(release, answer.Release);
        Assert.Equal(status, (answer as TicketAnswer.Denied)?.Status);
        var isServed = status is null or SigningStatus.NotEligible;
        Assert.True(isServed ? done >= Noon + queue : done == Noon);
        Assert.Equal(isServed ? done - Noon : queue, servers.Wait(Noon));
        if (answer is TicketAnswer.Granted granted)
            Assert.Equal((Request(A).Nonce, TicketFlaw.None), (granted.Nonce, granted.Flaw));
    }

    [Theory]
    [InlineData(false, A)]
    [InlineData(false, C)]
    [InlineData(true, A)]
    [InlineData(true, C)]
    public void A_request_without_a_queue_is_answered_by_outage_and_policy(bool outage, string release)
    {
        var state = SignsA with { Outage = outage };
        var (answer, _) = SigningDecider.Decide(
            state, new ServerPool(1, []), Request(release), EntityId.Device(0), Noon, World);

        Assert.Equal(state.Answers(release), answer is TicketAnswer.Granted);
    }

    [Fact]
    public void Only_what_was_published_for_this_class_and_base_is_signed()
    {
        var request = Request(A);
        TicketRequest[] refused =
        [
            request with { ProductClass = Platform.IPad.ProductClass },
            request with { Build = "20E252" },
            request with { Variant = "ipad-20F75" },
            request with { Release = "16.5.1-z" },
            request with { Objects = World.ContentOf(C, Variant).Objects },
            request with { Objects = request.Objects[..5] },
            request with
            {
                Objects = request.Objects.SetItem(2, request.Objects[2] with { Digest = Digest.Sha384("mine"u8) }),
            },
            request with { Objects = [] },
        ];

        Assert.IsType<TicketAnswer.Granted>(AnswerTo(request));
        Assert.All(refused, one =>
        {
            var denied = Assert.IsType<TicketAnswer.Denied>(AnswerTo(one));
            Assert.Equal((SigningStatus.NotEligible, one.Release), (denied.Status, denied.Release));
        });

        static TicketAnswer AnswerTo(TicketRequest request) => SigningDecider.Decide(
            SignsA, new(1, []), request, EntityId.Device(0), Noon, World).Answer;
    }

    [Fact]
    public void A_boot_ticket_is_signed_for_a_published_build_of_the_class_and_for_its_own_content_only()
    {
        var request = BootRequest();
        TicketRequest[] refused =
        [
            request with { ProductClass = Platform.MacIntel.ProductClass },
            request with { Build = "20F75" },
            request with { Release = "99.9" },
            request with { Release = A },
            request with { Kind = TicketKind.Cryptex },
            request with { Objects = World.BootOf(Platform.IPhone, "20F75").Measurements.Objects },
            request with { Objects = [] },
        ];

        var granted = Assert.IsType<TicketAnswer.Granted>(AnswerTo(request, Update));
        Assert.Equal((Update, request.Nonce, TicketFlaw.None), (granted.Release, granted.Nonce, granted.Flaw));
        Assert.All(refused, one => Assert.IsType<TicketAnswer.Denied>(AnswerTo(one, Update)));

        // An update that was never published, or was withdrawn, is not eligible.
        Assert.IsType<TicketAnswer.Denied>(AnswerTo(request, A));

        static TicketAnswer AnswerTo(TicketRequest request, string eligible) => SigningDecider.Decide(
            SigningState.Initial with { Eligible = SigningState.Initial.Eligible.Add(eligible) },
            new(1, []), request, EntityId.Device(0), Noon, World).Answer;
    }

    [Fact]
    public void Boot_tickets_and_tickets_for_responses_wait_in_one_queue()
    {
        var both = SignsA with { Eligible = SignsA.Eligible.Add(Update) };
        var servers = new ServerPool(1, []);

        var (_, first) = SigningDecider.Decide(both, servers, Request(A), EntityId.Device(0), Noon, World);
        var (_, second) = SigningDecider.Decide(both, servers, BootRequest(), EntityId.Device(1), Noon, World);

        Assert.True(first > Noon);
        Assert.True(second > first);
    }

    public static TheoryData<TicketFlaw, FaultSettings> Flaws => new()
    {
        { TicketFlaw.OtherDevice, FaultSettings.None with { TicketForOtherDevice = 0.2 } },
        { TicketFlaw.OtherContent, FaultSettings.None with { TicketForOtherContent = 0.2 } },
        { TicketFlaw.ForeignCertificate, FaultSettings.None with { ForeignCertificate = 0.2 } },
    };

    [Theory, MemberData(nameof(Flaws))]
    public void A_flaw_is_drawn_once_for_each_request(TicketFlaw flaw, FaultSettings faults)
    {
        var world = (Plain() with { Faults = faults }).World();
        TicketFlaw FlawOf(int device, int attempt) => Assert.IsType<TicketAnswer.Granted>(SigningDecider.Decide(
            SignsA, new(1, []), Request(A, attempt), EntityId.Device(device), Noon, world).Answer).Flaw;

        // Five standard deviations of a binomial count, over devices and over one device's attempts.
        var overDevices = Enumerable.Range(0, 2_000).Select(device => FlawOf(device, 1)).ToArray();
        var overAttempts = Enumerable.Range(1, 2_000).Select(attempt => FlawOf(0, attempt)).ToArray();

        Assert.All((TicketFlaw[][])[overDevices, overAttempts], drawn =>
        {
            Assert.InRange(drawn.Count(one => one == flaw), 310, 490);
            Assert.All(drawn, one => Assert.True(one == flaw || one == TicketFlaw.None));
        });
        Assert.Equal(overDevices, Enumerable.Range(0, 2_000).Select(device => FlawOf(device, 1)));
    }

    public static TheoryData<SigningState, object, SigningEvent?> Orders => new()
    {
        { SigningState.Initial, new SigningPolicy(A, true), new SigningEvent.SigningPolicyChanged(A, true) },
        { SignsA, new SigningPolicy(A, true), null },
        { SignsA, new SigningPolicy(A, false), new SigningEvent.SigningPolicyChanged(A, false) },
        { SigningState.Initial, new SigningPolicy(A, false), null },
        { SignsA, new SigningPolicy(C, true), new SigningEvent.SigningPolicyChanged(C, true) },
        { SignsA, new SigningOutage(true), new SigningEvent.SigningOutageStarted() },
        { SignsA with { Outage = true }, new SigningOutage(true), null },
        { SignsA with { Outage = true }, new SigningOutage(false), new SigningEvent.SigningOutageEnded() },
        { SignsA, new SigningOutage(false), null },
    };

    [Theory, MemberData(nameof(Orders))]
    public void A_command_takes_effect_once(SigningState given, object command, SigningEvent? then)
    {
        var events = SigningDecider.Decide(given, command);

        Assert.Equal(then is null ? [] : [then], events.AsEnumerable());
        var after = events.Aggregate(given, SigningState.Evolve);
        Assert.Empty(SigningDecider.Decide(after, command));
        Assert.Equal(given.Seq + events.Length, after.Seq);
    }

    [Fact]
    public void An_unknown_command_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SigningDecider.Decide(SignsA, "sign everything"));

    private static TicketRequest Request(string release, int attempt = 1) =>
        new(
            TicketKind.Cryptex, release, Variant, 0x8110, 0, 1, Platform.IPhone.ProductClass, "20F75", Digest.Sha256("a nonce"u8),
            World.ContentOf(release, Variant).Objects, attempt);

    private static TicketRequest BootRequest() => new(
        TicketKind.Boot, Update, "", 0x8110, 0, 1, Platform.IPhone.ProductClass, "20G75", Digest.Sha256("a nonce"u8),
        World.BootOf(Platform.IPhone, "20G75").Measurements.Objects, 1);
}

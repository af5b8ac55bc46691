using System.Diagnostics;
using System.Net.Http.Headers;
using RsrActors.Model.Scenarios;

namespace RsrActors.Host.Tests.Telemetry;

/// <summary>A trace for each order, from the request to its first effect.</summary>
public sealed class OrderTraceTests : IAsyncLifetime
{
    private const string Pause = "/api/v1/releases/16.5.1-a:pause";
    private const string Calls = """{"cause":"calls"}""";

    private TelemetryRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await TelemetryRig.Start();
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(1));
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task An_order_is_traced_until_its_first_effect()
    {
        (await _rig.Web.Post(Pause, Calls)).EnsureSuccessStatusCode();
        Assert.Empty(_rig.Ended("order pause"));
        Assert.Single(_rig.Ended("order store"));
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(2));

        var order = Assert.Single(_rig.Ended("order pause"));
        Assert.Equal(ActivityKind.Server, order.Kind);
        Assert.Equal(default, order.ParentSpanId);
        Assert.Equal("api", order.GetTagItem("rsr.order.source"));
        Assert.Equal("16.5.1-a", order.GetTagItem("rsr.release"));
        Assert.Equal(1L, order.GetTagItem("rsr.order.number"));
        Assert.Equal("ReleasePaused", order.GetTagItem("rsr.effect.event"));
        Assert.True((double)order.GetTagItem("rsr.effect.at")! >= (double)order.GetTagItem("rsr.order.at")!);
        Assert.All(
            _rig.Ended("order store").Concat(_rig.Ended("order take-effect")),
            part => Assert.Equal((order.TraceId, order.SpanId), (part.TraceId, part.ParentSpanId)));
        var scrape = await _rig.Read();
        Assert.Equal(1, scrape.Of("rsr_orders_total", ("command", "pause"), ("source", "api"), ("outcome", "stored")));
        Assert.Equal(1, scrape.Of("rsr_order_effect_seconds_count", ("command", "pause")));
    }

    [Fact]
    public async Task The_trace_of_a_client_goes_on()
    {
        const string Client = "0af7651916cd43dd8448eb211c80319c", Span = "b7ad6b7169203331";
        using var request = new HttpRequestMessage(HttpMethod.Post, Pause)
        {
            Content = new StringContent(Calls, MediaTypeHeaderValue.Parse("application/json")),
            Headers =
            {
                { "traceparent", $"00-{Client}-{Span}-01" },
                { "Authorization", $"Bearer {RsrActors.Host.Tests.Http.HttpRig.Token}" },
            },
        };

        (await _rig.Web.Client.SendAsync(request)).EnsureSuccessStatusCode();
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(2));

        var order = Assert.Single(_rig.Ended("order pause"));
        Assert.Equal((Client, Span), ($"{order.TraceId}", $"{order.ParentSpanId}"));
    }

    [Fact]
    public async Task An_order_that_changes_nothing_ends_without_an_effect_after_a_day()
    {
        (await _rig.Web.Post(Pause, Calls)).EnsureSuccessStatusCode();
        (await _rig.Web.Post(Pause, """{"cause":"again"}""")).EnsureSuccessStatusCode();
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(2));
        Assert.Single(_rig.Ended("order pause"));
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(40));

        Assert.Equal(
            ["ReleasePaused", null],
            _rig.Ended("order pause").Select(order => (string?)order.GetTagItem("rsr.effect.event")));
    }

    [Fact]
    public async Task A_repeated_order_is_counted_and_has_no_effect_of_its_own()
    {
        (await _rig.Web.Post(Pause, Calls, "a-key")).EnsureSuccessStatusCode();
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(2));
        (await _rig.Web.Post(Pause, Calls, "a-key")).EnsureSuccessStatusCode();

        Assert.Single(_rig.Ended("order pause"));
        Assert.Equal((1, 1, 0), await Outcomes());
    }

    [Fact]
    public async Task An_order_whose_client_has_gone_before_the_answer_is_stored_and_has_its_effect()
    {
        var gone = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.Web.Run.Live.Submit(
            new OperatorCommand.Pause("16.5.1-a", "calls"), "api", gone));

        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(2));

        var order = Assert.Single(_rig.Ended("order pause"));
        Assert.Equal(ActivityStatusCode.Unset, order.Status);
        Assert.Equal("ReleasePaused", order.GetTagItem("rsr.effect.event"));
        Assert.Equal((1, 0, 0), await Outcomes());
    }

    [Fact]
    public async Task An_order_that_is_rejected_is_traced_as_an_error()
    {
        await _rig.Web.AdvanceAndStore(TimeSpan.FromHours(47));
        await _rig.Web.Run.Advance(TimeSpan.FromHours(48));
        (await _rig.Web.Post(Pause, Calls)).Dispose();

        var order = Assert.Single(_rig.Ended("order pause"));
        Assert.Equal(ActivityStatusCode.Error, order.Status);
        Assert.Equal("The scenario has ended.", order.StatusDescription);
        Assert.Equal((0, 0, 1), await Outcomes());
    }

    private async Task<(double Stored, double Repeated, double Rejected)> Outcomes()
    {
        var scrape = await _rig.Read();
        return (Of("stored"), Of("repeated"), Of("rejected"));

        double Of(string outcome) => scrape.Lines
            .Where(line => line.Name == "rsr_orders_total" && line.Labels["outcome"] == outcome)
            .Sum(line => line.Value);
    }
}

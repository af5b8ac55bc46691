using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RsrActors.Web.Tests;

/// <summary>Addresses that the page cannot show, and what it says about them.</summary>
[Collection(Stage.Name)]
public sealed class AddressTests(Stage stage)
{
    [SkippableTheory]
    [InlineData("/nosuch")]
    [InlineData("/constructor")]
    [InlineData("/toString")]
    [InlineData("/devices/%E0")]
    public async Task An_unknown_address_leads_to_the_overview(string address)
    {
        await using var window = await stage.Open(stage.Host);

        await window.Page.GotoAsync($"{stage.Host.Root}#{address}");

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("No such view");
        await window.Page.Locator("#view").GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        Assert.Empty(window.Messages);
    }

    [SkippableFact]
    public async Task The_name_of_a_ring_leads_to_the_list_of_its_devices()
    {
        await using var window = await stage.Open(stage.Host, "/rings");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "pilot", Exact = true }).First.ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Devices");
        await Expect(window.Page.GetByRole(AriaRole.Combobox, new() { Name = "Ring" })).ToHaveValueAsync("pilot");
        await Expect(window.Page.Locator("#view")).ToContainTextAsync("devices match");
        Assert.DoesNotContain("600 devices match", await window.Page.Locator("#view").TextContentAsync());
        await window.Page.GetByRole(AriaRole.Table, new() { Name = "Devices" }).GetByRole(AriaRole.Link).First
            .ClickAsync();
        await Expect(window.Page.GetByText("pilot", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Empty(window.Messages);
    }

    [SkippableTheory]
    [InlineData("os=26.3.1", "Version", "26.3.1")]
    [InlineData("platform=IPAD", "Platform", "IPAD")]
    [InlineData("managed=true", "Managed", "true")]
    public async Task The_form_shows_the_filter_of_the_address_whatever_its_spelling(
        string query, string field, string value)
    {
        await using var window = await stage.Open(stage.Host, $"/devices?{query}");

        await Expect(window.Page.Locator("#view")).ToContainTextAsync("devices match");
        await Expect(window.Page.GetByLabel(field)).ToHaveValueAsync(value);
    }

    [SkippableFact]
    public async Task A_filter_that_there_is_not_is_refused()
    {
        await using var window = await stage.Open(stage.Host, "/devices?rings=pilot");

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("rings is 'pilot'; there are platform,");
    }

    [SkippableTheory]
    [InlineData("Model", "ipad", "model is 'ipad'")]
    [InlineData("Number", "iphone 3", "device is 'iphone 3'")]
    public async Task A_refused_filter_keeps_its_form_and_says_why(string field, string value, string why)
    {
        await using var window = await stage.Open(stage.Host, "/devices");
        await window.Page.GetByLabel(field).FillAsync(value);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(why);
        await Expect(window.Page.GetByLabel(field)).ToHaveValueAsync(value);
        await Expect(window.Page.GetByLabel(field)).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [SkippableTheory]
    [InlineData("/overview?at=1999-01-01T00:00Z", "this is its beginning")]
    [InlineData("/overview?at=2050-01-01T00:00Z", "this is its last moment")]
    [InlineData("/overview?at=soon", "'soon' is no moment")]
    [InlineData("/rings?at=2026-03-31T12:00Z", "All of this is of now.")]
    [InlineData("/devices/42?at=2026-03-31T12:00Z", "all else is of now")]
    public async Task A_view_says_of_which_moment_it_is(string address, string says)
    {
        await using var window = await stage.Open(stage.Host, address);

        await Expect(window.Page.Locator(".notice")).ToContainTextAsync(says);
    }
}

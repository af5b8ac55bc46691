using RsrActors.Fleets.Tables;
using RsrActors.Host.Tests.Commands;
using RsrActors.Model.Platforms;

namespace RsrActors.Host.Tests.Fleets;

/// <summary>Names as Apple markets models: several product types can share one.</summary>
public sealed class MarketingNameTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MacBook Pro (16-inch, 2021)", "MacBookPro18,1", Platform.MacAppleSilicon, false)]
    [InlineData("MacBook Pro (14-inch, 2021)", "MacBookPro18,3", Platform.MacAppleSilicon, false)]
    [InlineData("MacBook Pro (14-inch, 2023)", "Mac14,5", Platform.MacAppleSilicon, false)]
    [InlineData("MacBook Pro (16-inch, Nov 2023)", "Mac15,7", Platform.MacAppleSilicon, false)]
    [InlineData("MacBook Pro (14-inch, M3 Pro or M3 Max, Nov 2023)", "Mac15,6", Platform.MacAppleSilicon, false)]
    [InlineData("iMac (24-inch, M1, 2021)", "iMac21,1", Platform.MacAppleSilicon, true)]
    [InlineData("Mac mini (2023)", "Mac14,3", Platform.MacAppleSilicon, true)]
    [InlineData("Mac Studio (2022)", "Mac13,1", Platform.MacAppleSilicon, true)]
    [InlineData("Mac Studio (2023)", "Mac14,13", Platform.MacAppleSilicon, true)]
    [InlineData("MacBook Pro (15-inch, 2019)", "MacBookPro15,1", Platform.MacIntel, false)]
    [InlineData("iPhone 8", "iPhone10,1", Platform.IPhone, false)]
    public void A_name_that_product_types_of_one_platform_and_form_share_is_the_first_of_them(
        string name, string identifier, Platform platform, bool desktop)
    {
        var model = KnownModels.Find(name)!;

        Assert.Equal((identifier, platform, desktop), (model.Identifier, model.Platform, model.Desktop));
        Assert.Equal(name, model.SharedName);
    }

    [Theory]
    [InlineData("iMac Pro (2017)", "iMacPro1,1")]
    [InlineData("Mac Pro (2023)", "Mac14,8")]
    [InlineData("Mac Pro (Rack, 2019)", "MacPro7,1")]
    [InlineData("MacBook Air (13-inch, 2017)", "MacBookAir7,2")]
    [InlineData("MacBook Pro (16-inch, M1 Max, 2021)", "MacBookPro18,2")]
    [InlineData("iPad (6th generation) Wi-Fi + Cellular", "iPad7,6")]
    [InlineData("MacBookPro18,2", "MacBookPro18,2")]
    public void A_name_of_one_product_type_is_that_one(string name, string identifier)
    {
        var model = KnownModels.Find(name)!;

        Assert.Equal((identifier, "", false), (model.Identifier, model.SharedName, model.IsAssumed));
    }

    [Theory]
    [InlineData("MacBook Pro (13-inch, 2020)", "MacBookPro16,2 or MacBookPro17,1")]
    [InlineData("Mac mini", "Macmini7,1 or Mac14,3")]
    public void A_name_of_different_platforms_is_refused_with_a_product_type_of_each(string name, string kinds)
    {
        var message = Exports.Refused(_folder.Write($"model,version\n\"{name}\",13.4.1\n"));

        var found = kinds.Split(" or ");
        Assert.Contains($"row 2: model: found '{name}', which is ambiguous: ", message, StringComparison.Ordinal);
        Assert.All(found, kind => Assert.Contains(kind, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MacBook Pro (16-inch, 1999)")]
    [InlineData("Anna's MacBook Pro")]
    [InlineData("16-inch, 2021")]
    [InlineData("Pro Max")]
    public void A_text_that_is_no_name_of_a_model_is_none(string text)
    {
        Assert.Null(KnownModels.Find(text));
        Assert.Empty(KnownModels.Ambiguous(text));
    }

    [Fact]
    public async Task The_summary_says_which_product_type_was_assumed_for_how_many_devices()
    {
        var file = _folder.Write(
            "model,version\n\"MacBook Pro (16-inch, 2021)\",13.4.1\n\"MacBook Pro (16-inch, 2021)\",13.4\n"
            + "Mac Studio (2022),13.4.1\n\"Mac14,2\",13.4.1\n");

        var output = (await Workplace.RsrInProcess("fleet", "import", file)).Succeeds().Output;

        Assert.Contains(
            "3 devices with a name that product types of one platform share; the first is assumed: "
            + "MacBook Pro (16-inch, 2021) as MacBookPro18,1 (2); Mac Studio (2022) as Mac13,1 (1)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_rows_that_are_not_understood_has_the_models_as_they_were_found()
    {
        var file = _folder.Write(
            "computer name,model,version\na,\"Mac14,2\",13.4.1\nb,\"Toaster \"\"2000\"\"\",13.4.1\nSecret's,Secret's Mac,13.4.1\n"
            + "c,secret@example.org,13.4.1\nd,-2+3,13.4.1\n");

        (await Workplace.RsrInProcess("fleet", "import", file, "--rejected", _folder["rest.csv"])).Succeeds();

        const string Reason = "model,\"allowed is a product type such as Mac14,2 or a marketing name\"";
        Assert.Equal(
            $"row,field,reason,model,version\n3,{Reason},\"Toaster \"\"2000\"\"\",\n4,{Reason},\"a value that may name a person\",\n"
            + $"5,{Reason},\"a value with @\",\n6,{Reason},\"a formula\",\n",
            await File.ReadAllTextAsync(_folder["rest.csv"]));
    }

    /// <summary>The names that Apple gives models of one platform, as a feed of SOFA keeps them.</summary>
    [SkippableFact]
    public void Each_name_of_a_feed_of_SOFA_is_a_model_of_the_product_type_beside_it()
    {
        var feed = SharedSampleTests.SharedFile("sofa_v1_macos_ventura_with_rsr_2024-10-08.json");
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(feed));
        var models = json.RootElement.GetProperty("Models").EnumerateObject().SelectMany(model => new[]
        {
            (Identifier: model.Name, Name: model.Value.GetProperty("MarketingName").GetString()!),
        }).Concat(json.RootElement.GetProperty("OSVersions").EnumerateArray()
            .SelectMany(os => os.GetProperty("SupportedModels").EnumerateArray())
            .SelectMany(group => group.GetProperty("Identifiers").EnumerateObject())
            .Select(one => (Identifier: one.Name, Name: one.Value.GetString()!))).ToArray();

        Assert.NotEmpty(models);
        Assert.All(models, model =>
        {
            var (told, named) = (KnownModels.Find(model.Identifier)!, KnownModels.Find(model.Name));
            Assert.True(named is not null, $"{model.Name} is not known");
            Assert.Equal((told.Platform, told.Desktop), (named.Platform, named.Desktop));
            Assert.False(told.IsAssumed, $"{model.Identifier} is not known");
        });
    }
}

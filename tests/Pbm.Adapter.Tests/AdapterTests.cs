using Akka.Actor;
using Akka.TestKit.Xunit2;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using RsrActors.Host.Petabridge;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>
/// Our palettes behind the types of Petabridge.Cmd, as published code uses it. The real library was not tried here.
/// </summary>
public sealed class AdapterTests : TestKit
{
    private readonly SamplePalettes _palettes = new();

    [Fact]
    public void Every_palette_is_registered_before_the_host_starts()
    {
        PetabridgeConsole.Start(Sys, _palettes.All);

        var host = PetabridgeCmd.Get(Sys);
        Assert.True(host.IsStarted);
        Assert.Equal(["shop", "clock"], host.Palettes.Select(one => one.Palette.Name));
    }

    [Fact]
    public void A_command_is_declared_with_all_its_switches()
    {
        var show = new PetabridgePalette(_palettes.All[0]).Palette.Commands.Single(one => one.Name == "show");

        var name = show.ArgumentsByName["name"];
        Assert.Equal(("Shows goods.", true, true), (show.Description, name.IsMandatory, name.AllowMultiple));
        Assert.Equal(["-N", "-n", "-name"], name.Switch.Order(StringComparer.Ordinal));
        Assert.Equal(["1"], show.ArgumentsByName["count"].DefaultValues);
        Assert.Equal(["red", "green"], show.ArgumentsByName["colour"].DefaultValues);
    }

    [Fact]
    public async Task An_answer_has_lines_and_one_end()
    {
        Call("shop", "show", ("-N", "pear"), ("-n", "plum"), ("-gift", "true"));

        Assert.Equal("1  pear in paper", await Line());
        Assert.Equal("1  plum in paper", await Line());
        Assert.Same(CommandResponse.Empty, await ExpectMsgAsync<CommandResponse>());
    }

    [Fact]
    public async Task A_flag_may_be_false()
    {
        Call("shop", "show", ("-n", "pear"), ("-gift", "false"));

        Assert.Equal("1  pear", await Line());
    }

    [Fact]
    public async Task A_listing_is_available_as_json()
    {
        Call("shop", "list", ("-json", ""), ("-b", "pe"));

        Assert.Equal("""{"name":"pear","inStock":3}""", await Line());
        Assert.True((await ExpectMsgAsync<CommandResponse>()).Final);
    }

    [Theory]
    [InlineData("refuse", "We are closed.")]
    [InlineData("show", "'shop show' needs -name: Which ones. See 'shop show help'.")]
    [InlineData("break", "the shelf came down")]
    public async Task A_command_that_cannot_be_done_gives_an_error_and_the_end(string command, string message)
    {
        Call("shop", command);

        var error = await ExpectMsgAsync<ErroredCommandResponse>();
        Assert.Equal((message, true), (error.Msg, error.Final));
    }

    [Fact]
    public async Task A_stream_ends_with_its_client()
    {
        var client = CreateTestProbe();
        Handler("clock").Tell(new Command("clock", "tick", []), client);
        Assert.Equal("tick", (await client.ExpectMsgAsync<CommandResponse>()).Msg);

        Sys.Stop(client);

        await _palettes.Cancelled.Task;
    }

    [Fact]
    public async Task A_stream_ends_with_its_handler()
    {
        var handler = Handler("clock");
        handler.Tell(new Command("clock", "tick", []), TestActor);
        Assert.Equal("tick", await Line());

        Sys.Stop(handler);

        await _palettes.Cancelled.Task;
    }

    private IActorRef Handler(string palette) =>
        Sys.ActorOf(new PetabridgePalette(_palettes.All.Single(one => one.Name == palette)).HandlerProps);

    private void Call(string palette, string command, params (string Switch, string Value)[] arguments) =>
        Handler(palette).Tell(
            new Command(palette, command, [.. arguments.Select(one => Tuple.Create(one.Switch, one.Value))]),
            TestActor);

    private async Task<string> Line()
    {
        var response = await ExpectMsgAsync<CommandResponse>();
        Assert.False(response.Final, response.Msg);
        return response.Msg;
    }
}

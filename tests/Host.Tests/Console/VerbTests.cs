using RsrActors.Host.Commands;
using RsrActors.Host.Tests.Commands;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>The verb on the command line of the built program.</summary>
public sealed class VerbTests
{
    [Theory]
    [InlineData("pbm --help", "pbm --help")]
    [InlineData("pbm", "pbm --")]
    [InlineData("pbm device show -h", "pbm -- device show -h")]
    [InlineData("pbm host:1 device show --help @file [x]", "pbm -- host:1 device show --help @file [x]")]
    [InlineData("pbm -- device", "pbm -- device")]
    [InlineData("run pbm", "run pbm")]
    public void Arguments_after_the_verb_are_sent_to_the_host(string given, string passedOn) =>
        Assert.Equal(passedOn, string.Join(' ', PbmCommand.KeepWhole(given.Split(' '))));

    [Theory]
    [InlineData("No console at 127.0.0.1:1: ", "127.0.0.1:1", "device", "show", "-h", "--threads", "@file")]
    [InlineData("'1:2:3' is no address", "1:2:3", "--help")]
    public void The_verb_says_in_one_line_that_no_console_listens(string hint, params string[] words)
    {
        using var place = new Workplace();

        Assert.Contains(hint, place.Rsr(["pbm", .. words]).IsRefused(), StringComparison.Ordinal);
    }
}

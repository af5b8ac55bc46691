namespace RsrActors.Host.Tests.Commands;

/// <summary>What is said about arguments that cannot be parsed.</summary>
public sealed class ArgumentComplaintTests
{
    [Theory]
    [InlineData(
        "--replicates is 'abc'; allowed is a whole number. See 'rsr experiment run --help'.",
        "experiment", "run", "five-rules", "--replicates", "abc")]
    [InlineData(
        "--replicates is 0; allowed are 1 to 1000000. See 'rsr experiment run --help'.",
        "experiment", "run", "five-rules", "--replicates", "0")]
    [InlineData(
        "--seed is 'x'; allowed is a whole number, not below 0. See 'rsr compare --help'.",
        "compare", "tiny", "--rule", "linear", "--seed", "x")]
    [InlineData(
        "--threads is 'two'; allowed is a whole number. See 'rsr run --help'.", "run", "tiny", "--threads", "two")]
    [InlineData("'nonsense' is not understood. See 'rsr --help'.", "nonsense")]
    public async Task A_message_names_the_value_what_is_allowed_and_the_help_of_the_whole_command(
        string message, params string[] arguments) =>
        Assert.Equal(message, (await Workplace.RsrInProcess(arguments)).IsRefused());
}
